package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One service as the probes see it: its good requests, each of which a probe then spoils. */
abstract class Subject implements AutoCloseable {

    /** A registered client. */
    record Client(String id, String secret) {}

    /** What a flow gave. */
    record Pair(String access, String refresh) {}

    static final String URI_OF_EXACT = "https://app.example/callback";
    static final String UNICODE_SECRET = "p\u00e4\u20ac:w+rd %41";

    final MockAuthServer mock;
    private final Wire wire;

    Subject(MockAuthServer mock) {
        this.mock = mock;
        this.wire = new Wire(mock.url());
    }

    abstract String title();

    abstract Client main();

    abstract Client other();

    /** A client whose secret has a colon, a space, a plus, a percent sign and letters beyond ASCII. */
    Client unicode() {
        return new Client("unicode", UNICODE_SECRET);
    }

    /** The simplest request that gets a token. */
    abstract Call token();

    /** An access token of the simplest request, not by a refresh of the last one. */
    String tokenAnew() {
        return token().send().text("access_token");
    }

    /** A good token request of this client. */
    Call tokenOf(Client client) {
        return as(client, token());
    }

    /** The same request with the credentials of this client. */
    abstract Call as(Client client, Call call);

    /** The same request without any credentials. */
    abstract Call anonymous(Call call);

    /** Fresh tokens of the first client. */
    abstract Pair pair();

    abstract Call refresh(String refreshToken);

    /** A call to the API with an access token. */
    abstract Call api(String accessToken);

    /** Paths that an ordinary authorization server has and this service does not. */
    abstract List<String> absentPaths();

    abstract long accessSeconds();

    /** Life of a refresh token; of an X Booker app, whose refresh tokens end with it. */
    abstract long refreshSeconds();

    Call authorize() {
        throw new AssertionError(title() + " has no authorization endpoint");
    }

    Call redeem(String code) {
        throw new AssertionError(title() + " has no authorization codes, not even " + code.length());
    }

    Call introspect(String token) {
        throw new AssertionError(title() + " has no introspection of " + token.length());
    }

    Call revoke(String token) {
        throw new AssertionError(title() + " has no revocation of " + token.length());
    }

    String code() {
        Reply reply = authorize().send();
        String code = reply.redirected("code");
        if (code == null) {
            throw new AssertionError("no code in " + reply);
        }
        return code;
    }

    Call call(String method, String path, Call.Carrier carrier, String... parameters) {
        return new Call(this, method, path, carrier, parameters);
    }

    Reply send(Call call) {
        Instant sent = mock.clock().instant();
        wire.send(call.bytes(wire.authority()));
        Reply reply = wire.reply(call.method().equals("HEAD"));
        Rules.check(call, reply, sent, mock.clock().instant());
        return reply;
    }

    String server() {
        return wire.authority();
    }

    /** A connection of its own. */
    Wire connect() {
        return new Wire(mock.url());
    }

    /** A refresh with a token whose life ends this many seconds later. */
    Call refreshAfterLife(long secondsBefore) {
        Pair pair = pair();
        later(refreshSeconds() - secondsBefore);
        return refresh(pair.refresh());
    }

    void later(long seconds) {
        mock.clock().advance(Duration.ofSeconds(seconds));
    }

    boolean refusesGrant(String grantType) {
        return token().set("grant_type", grantType).send().status() == 400;
    }

    boolean lacksPaths() {
        return absentPaths().stream()
                .allMatch(path -> call("GET", path, Call.Carrier.QUERY).send().status() == 404
                        && call("POST", path, Call.Carrier.FORM).send().status() == 404);
    }

    /** Ends the connection, not the emulator. */
    @Override
    public void close() {
        wire.close();
    }
}
