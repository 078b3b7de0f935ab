package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Wso2Subject.URN;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that a service issues and that ends.
 *
 * @param what its name
 * @param seconds its documented life
 * @param issue issues one and tells how to find out whether it lives; finding out may use it up
 */
record Living(String what, long seconds, Supplier<BooleanSupplier> issue) {

    /** Everything that ends at this service. */
    static List<Living> of(Subject subject) {
        List<Living> all = new ArrayList<>();
        all.add(new Living("access token", subject.accessSeconds(), () -> {
            String token = access(subject);
            return () -> subject.api(token).send().status() / 100 == 2;
        }));
        if (!(subject instanceof XBookerSubject)) {
            all.add(new Living("refresh token", subject.refreshSeconds(), () -> {
                String token = tokens(subject).text("refresh_token");
                return () -> subject.refresh(token).said().endsWith(" token");
            }));
        }
        if (!(subject instanceof XBookerSubject || subject instanceof SonetelSubject)) {
            all.add(new Living("code", 300, () -> {
                String code = subject.code();
                return () -> subject.redeem(code).said().endsWith(" token");
            }));
        }
        if (subject instanceof GoToSubject || subject instanceof Wso2Subject) {
            all.add(new Living("introspection", subject.accessSeconds(), () -> {
                String token = access(subject);
                return () -> subject.introspect(token).said().equals("200 active=true");
            }));
            all.add(new Living("introspection of the refresh token", subject.refreshSeconds(), () -> {
                String token = tokens(subject).text("refresh_token");
                return () -> subject.introspect(token).said().equals("200 active=true");
            }));
        }
        if (subject instanceof Wso2Subject wso2) {
            all.add(new Living("JWT assertion", 300, () -> {
                String assertion = subject.mock.jwtAssertion("admin");
                return () -> wso2.grant(URN + "jwt-bearer", "assertion", assertion)
                        .said()
                        .equals("200 token");
            }));
            all.add(new Living("SAML2 assertion", 300, () -> {
                String assertion = subject.mock.saml2Assertion("admin");
                return () -> wso2.grant(URN + "saml2-bearer", "assertion", assertion)
                        .said()
                        .equals("200 token");
            }));
        }
        if (subject.title().equals("WSO2 4.2")) {
            all.add(new Living("device code", 600, () -> {
                String deviceCode = DeviceProbes.decided(subject);
                return () -> DeviceProbes.poll(subject, deviceCode).equals("200 token");
            }));
        }
        return all;
    }

    /** A fresh token answer, also where the same user would get the same token again. */
    private static Reply tokens(Subject subject) {
        return subject instanceof Wso2Subject
                ? subject.token()
                        .set("scope", "pizza.order device_" + System.nanoTime())
                        .send()
                : subject instanceof SonetelSubject
                        ? subject.token().send()
                        : subject.redeem(subject.code()).send();
    }

    private static String access(Subject subject) {
        return subject instanceof XBookerSubject xbooker
                ? xbooker.another()
                : tokens(subject).text("access_token");
    }
}
