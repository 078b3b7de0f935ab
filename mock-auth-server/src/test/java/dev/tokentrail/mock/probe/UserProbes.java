package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import java.util.List;

/** Token requests whose user, password or personal access token is wrong. */
final class UserProbes {

    private UserProbes() {}

    static Table table() {
        return new Table(
                "User and password",
                "",
                List.of(
                        row(
                                "wrong password",
                                subject -> password(subject, "user@example.com", "wrong-password"),
                                Absent.noGrant("password grant", "password"),
                                assumed("400 invalid_grant"),
                                Absent.noGrant("password grant", "password"),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Authentication failed for admin")),
                        row(
                                "unknown user",
                                subject -> password(subject, "nobody@example.com", "password"),
                                Absent.noGrant("password grant", "password"),
                                documented("401 unauthorized: User with name nobody@example.com not found"),
                                Absent.noGrant("password grant", "password"),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Authentication failed for nobody@example.com")),
                        row(
                                "made-up personal access token",
                                subject -> subject.token().set("pat", "made-up").said(),
                                Absent.noGrant("such token", "personal_access_token"),
                                Absent.noGrant("such token", "personal_access_token"),
                                Absent.noGrant("such token", "personal_access_token"),
                                rfc("400 invalid_grant"),
                                Absent.noGrant("such token", "personal_access_token"))));
    }

    private static String password(Subject subject, String name, String password) {
        String user = subject instanceof Wso2Subject && name.startsWith("user") ? "admin" : name;
        return subject.as(
                        subject instanceof GoToSubject ? subject.other() : subject.main(),
                        subject.token()
                                .without("pat")
                                .set("grant_type", "password")
                                .set("username", user)
                                .set("password", password))
                .said();
    }
}
