package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.trail.TrailEntry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session as a JUnit test that replays its calls against an emulator of its own and compares the answers. It holds no
 * secret but the emulator's published ones: tokens come from the answers that the test gets, codes from a sign-in that it
 * makes itself, clocks are moved as they were, and what the visitor made up is made up again.
 */
final class SessionTestSource {

    private static final Set<String> RESTRICTED =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
    private static final Pattern CHALLENGE = Pattern.compile("(?<=[?&]code_challenge=)[\\w-]+");
    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w.-]{1,64}");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String emulatorOrigin;

    /** The visitor's part of the emulator; the test has an emulator of its own, without parts. */
    private final String emulatorPrefix;

    private final List<TrailEntry> entries;
    private final SessionSecrets secrets;
    private final Redactor unpublished;

    /** Values and the expressions of the test that give them. */
    private final Map<String, String> known = new LinkedHashMap<>();

    private final StringBuilder statements = new StringBuilder();
    private int replayed;
    private int madeUp;
    private Duration moved = Duration.ZERO;
    private TrailEntry.@Nullable BrowserMove signIn;

    private SessionTestSource(List<TrailEntry> entries, String emulator) {
        this.emulatorPrefix = URI.create(emulator).getRawPath();
        this.emulatorOrigin = emulator.substring(0, emulator.length() - emulatorPrefix.length());
        this.entries = entries;
        this.secrets = SessionSecrets.of(entries.stream()
                .filter(TrailEntry.Call.class::isInstance)
                .map(TrailEntry.Call.class::cast)
                .toList());
        this.unpublished = Redactor.of(secrets.telling().stream()
                .filter(secret -> !DemoCredentials.PUBLIC.contains(secret.reveal()))
                .toList());
        known.put(emulatorOrigin, "emulated");
    }

    /**
     * Writes the test.
     *
     * @param entries what happened, oldest first
     * @param emulator where the visitor's emulator was, without a slash at the end; calls to elsewhere are left out
     * @return the source of {@code SessionTest}
     */
    static String of(List<TrailEntry> entries, String emulator) {
        return new SessionTestSource(entries, emulator).source();
    }

    private String source() {
        for (TrailEntry entry : entries) {
            if (entry instanceof TrailEntry.BrowserMove move && !move.back()) {
                signIn = move;
            } else if (entry instanceof TrailEntry.Call call) {
                replay(call);
            }
        }
        return SessionTestFrame.around(statements.toString(), replayed);
    }

    private void replay(TrailEntry.Call call) {
        WireRequest request = call.exchange().request();
        String title = call.number() + ". " + new CallTexts(call, secrets, false).shortTitle();
        Optional<WireResponse> response = call.exchange().response();
        if (!request.url().startsWith(emulatorOrigin + "/")) {
            leaveOut(title, "it went to a real service");
        } else if (response.isEmpty()) {
            leaveOut(title, "there was no answer to compare with");
        } else if (response.get().text().contains("authorization_pending")) {
            leaveOut(title, "a person had not decided yet, and in a test nobody does");
        } else {
            Chunk chunk = new Chunk(call, request, response.get());
            Optional<String> reason = chunk.reasonToLeaveOut();
            if (reason.isPresent()) {
                leaveOut(title, reason.get());
            } else {
                statements.append("\n            ").append(JavaText.comment(title));
                statements.append('\n').append(chunk.text);
                chunk.learn();
                replayed++;
            }
        }
    }

    private void leaveOut(String title, String why) {
        statements
                .append("\n            ")
                .append(JavaText.comment(title + " is left out: " + why + "."))
                .append('\n');
    }

    /** The statements for one call. */
    private final class Chunk {

        private final TrailEntry.Call call;
        private final WireRequest request;
        private final WireResponse response;
        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> learnt = new LinkedHashMap<>();
        private boolean incomplete;

        Chunk(TrailEntry.Call call, WireRequest request, WireResponse response) {
            this.call = call;
            this.request = request;
            this.response = response;
            Duration ahead = Duration.between(call.exchange().start(), call.at())
                    .minus(call.exchange().duration());
            if (ahead.minus(moved).toSeconds() >= 1) {
                line("emulator.clock().advance(Duration.ofSeconds("
                        + ahead.minus(moved).toSeconds() + "));");
                moved = ahead;
            }
            nameSecrets();
            fail();
            send();
            compare();
        }

        private void line(String statement) {
            text.append("            ").append(statement).append('\n');
        }

        /** Finds for each secret of the request where the test has it from. */
        private void nameSecrets() {
            List<Secret> named = new ArrayList<>(request.secrets());
            for (Secret secret : named) {
                String value = secret.reveal();
                if (known.containsKey(value) || learnt.containsKey(value) || DemoCredentials.PUBLIC.contains(value)) {
                    continue;
                }
                String role = role(value);
                if (role.equals("code") && signIn != null && signIn.service().equals(call.service())) {
                    learnt.put(value, signIn(signIn));
                } else if (role.equals("code_verifier")) {
                    learnt.put(value, "VERIFIER");
                } else if (role.equals("assertion")) {
                    learnt.put(
                            value,
                            value.startsWith("eyJ")
                                    ? "emulator.jwtAssertion(\"admin\")"
                                    : "emulator.saml2Assertion(\"admin\")");
                } else if (!isWholeHeader(value)) {
                    incomplete |= response.status() < 400;
                    learnt.put(value, JavaText.literal("made-up-" + ++madeUp));
                }
            }
        }

        /** {@code Basic …} and {@code Bearer …} are declared as a whole too; what is in them is named by itself. */
        private boolean isWholeHeader(String value) {
            return request.header("Authorization").filter(value::equals).isPresent();
        }

        private String role(String value) {
            Parameters parameters = request.body() instanceof Body.Form form
                    ? form.parameters()
                    : request.body() instanceof Body.Json json ? json.parameters() : Parameters.none();
            return parameters.list().stream()
                    .filter(parameter -> parameter.value().equals(value))
                    .map(parameter -> parameter.name().toLowerCase(Locale.ROOT))
                    .findFirst()
                    .orElse("");
        }

        private String signIn(TrailEntry.BrowserMove move) {
            String variable = "callback" + call.number();
            String address = CHALLENGE.matcher(move.address()).replaceAll(Matcher.quoteReplacement("\0"));
            Map<String, String> replaced = new LinkedHashMap<>(known);
            replaced.put("\0", "challenge()");
            line("Map<String, String> " + variable + " = signIn("
                    + JavaText.expression(address.replace(emulatorPrefix, ""), replaced) + ");");
            return "code(" + variable + ")";
        }

        /** Lets a planned fault happen again. */
        private void fail() {
            int status = response.status();
            if (status != 429 && status < 500) {
                return;
            }
            List<String> headers = new ArrayList<>();
            for (String name : List.of("Content-Type", "Retry-After", "WWW-Authenticate")) {
                response.header(name)
                        .ifPresent(value ->
                                headers.add(JavaText.literal(name) + ", " + JavaText.literal(secrets.masked(value))));
            }
            line("emulator.failNext(" + status + ", Map.of(" + String.join(", ", headers) + "), "
                    + JavaText.literal(secrets.masked(response.text())) + ");");
        }

        private void send() {
            line("HttpResponse<String> " + answer() + " = CLIENT.send(");
            line("        HttpRequest.newBuilder(URI.create(" + expression(request.url()) + "))");
            for (Header header : request.headers()) {
                if (!RESTRICTED.contains(header.name().toLowerCase(Locale.ROOT))) {
                    line("                .header(" + JavaText.literal(header.name()) + ", " + value(header) + ")");
                }
            }
            line("                .method(" + JavaText.literal(request.method()) + ", " + body() + ")");
            line("                .build(),");
            line("        BodyHandlers.ofString());");
        }

        private String value(Header header) {
            if (!header.isNamed("Authorization") || !header.value().startsWith("Basic ")) {
                return expression(header.value());
            }
            try {
                byte[] decoded = Base64.getDecoder().decode(header.value().substring(6));
                return "\"Basic \" + base64(" + expression(new String(decoded, StandardCharsets.UTF_8)) + ")";
            } catch (IllegalArgumentException malformed) {
                return expression(header.value());
            }
        }

        private String body() {
            if (request.body() instanceof Body.None) {
                return "BodyPublishers.noBody()";
            }
            if (request.body() instanceof Body.Form form) {
                List<String> pairs = form.parameters().list().stream()
                        .map(parameter -> JavaText.literal(parameter.name()) + ", " + expression(parameter.value()))
                        .toList();
                return "BodyPublishers.ofString(form(" + String.join(", ", pairs) + "))";
            }
            return "BodyPublishers.ofString("
                    + expression(new String(request.body().bytes(), StandardCharsets.UTF_8)) + ")";
        }

        private String expression(String value) {
            Map<String, String> all = new LinkedHashMap<>(known);
            all.putAll(learnt);
            return JavaText.expression(value.replace(emulatorPrefix, ""), all);
        }

        private String answer() {
            return "answer" + call.number();
        }

        private void compare() {
            line("assertEquals(" + response.status() + ", " + answer() + ".statusCode(), " + answer() + ".body());");
            JsonNode json = json();
            if (json == null) {
                return;
            }
            List<String> names = new TreeSet<>(json.propertyNames())
                    .stream()
                            .filter(name -> PLAIN_WORD.matcher(name).matches())
                            .map(JavaText::literal)
                            .toList();
            if (!names.isEmpty()) {
                line("assertMembers(" + answer() + ", " + String.join(", ", names) + ");");
            }
            JsonNode error = json.path("error");
            if (error.isString() && PLAIN_WORD.matcher(error.stringValue()).matches()) {
                line("assertEquals(" + JavaText.literal(error.stringValue()) + ", member(" + answer()
                        + ", \"error\"));");
            }
        }

        private @Nullable JsonNode json() {
            try {
                JsonNode node = response.mediaType().endsWith("json") ? MAPPER.readTree(response.text()) : null;
                return node != null && node.isObject() ? node : null;
            } catch (JacksonException broken) {
                return null;
            }
        }

        Optional<String> reasonToLeaveOut() {
            if (incomplete) {
                return Optional.of("it carries a secret that came from outside of what is kept");
            }
            return unpublished.finds(text.toString())
                    ? Optional.of("it carries a secret in a form that has no other name")
                    : Optional.empty();
        }

        /** Keeps what later calls can take from here. */
        void learn() {
            known.putAll(learnt);
            for (Secret token : SessionSecrets.inResponse(response)) {
                SessionScript.member(response, token)
                        .ifPresent(member -> known.putIfAbsent(
                                token.reveal(), "member(" + answer() + ", " + JavaText.literal(member) + ")"));
            }
        }
    }
}
