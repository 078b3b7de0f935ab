package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What the texts without secrets show, and that those with variables run. */
class CurlSecretsTest {

    private static final String CANARY = "Zq7Xk9Wv2Rt5";
    private static final String OTHER_CANARY = "Hm3Jp8Ld6Bn1";
    private static final boolean AT_LENGTH = "true".equals(System.getenv("CI")) && !Boolean.getBoolean("tests.short");
    private static final int SECRETS = AT_LENGTH ? 5 : 1;

    private static Judge judge;

    @BeforeContainer
    static void start() {
        judge = new Judge();
    }

    @AfterContainer
    static void stop() throws IOException {
        judge.close();
    }

    @Provide
    Arbitrary<String> secrets() {
        return HostileRequests.secrets();
    }

    /** A masked text depends in no way on a secret, neither on a part of it nor on its length. */
    @Tag("slow")
    @Property(tries = 50)
    void maskedTextIsTheSameForAnySecret(@ForAll("secrets") String first, @ForAll("secrets") String second) {
        PlantedSecrets.positions().forEach((name, position) -> {
            for (CurlDialect dialect : CurlDialect.values()) {
                String one = masked(position, first + CANARY).in(dialect).toString();
                String two = masked(position, OTHER_CANARY + second).in(dialect).toString();
                assertThat(one).as(name).isEqualTo(two);
            }
        });
    }

    @Tag("slow")
    @Property(tries = 25)
    void noTextWithoutSecretsHoldsOneInAnySpelling(@ForAll("secrets") String secret) {
        PlantedSecrets.positions().forEach((name, position) -> {
            for (CurlDialect dialect : CurlDialect.values()) {
                CurlCommand command = masked(position, secret + CANARY).in(dialect);
                for (CurlCommand shown : List.of(
                        command,
                        command.withVariables(),
                        command.onOneLine().withVariables(),
                        command.keepingSecretsOutOfProcessList(),
                        command.withVariables().keepingSecretsOutOfProcessList())) {
                    assertThat(shown.toString()).as(name).doesNotContain(spellings());
                    assertThat(Printable.isPrintableInLines(shown.toString()))
                            .as(name)
                            .isTrue();
                }
            }
        });
    }

    private static CurlCommand masked(PlantedSecrets.Position position, String secret) {
        return CurlCommand.of(
                position.apply("https://api.example", Secret.of(secret)).build());
    }

    private static List<String> spellings() {
        List<String> spellings = new ArrayList<>(List.of(CANARY));
        for (String before : List.of("", "x", "xx")) {
            byte[] bytes = (before + CANARY).getBytes(StandardCharsets.US_ASCII);
            String base64 = Base64.getEncoder().encodeToString(bytes);
            spellings.add(base64.substring(before.isEmpty() ? 0 : 4, base64.length() - 4));
        }
        return spellings;
    }

    /** Every position, every shell, set to hostile secrets, in both spellings, one of them out of the process list. */
    @Tag("slow")
    @Property(tries = 1)
    void variablesReproduceTheRequest(@ForAll("secretLists") List<String> secrets) {
        List<BiFunction<String, Integer, WireRequest>> requests = new ArrayList<>();
        for (String secret : secrets) {
            PlantedSecrets.positions()
                    .values()
                    .forEach(position -> requests.add((origin, i) -> {
                        WireRequest request =
                                position.apply(origin, Secret.of(secret)).build();
                        return request.newBuilder()
                                .service(request.service() + "R" + i)
                                .build();
                    }));
        }
        List<Way> ways = Stream.concat(Way.all(), ModelledWindows.ways())
                .filter(way -> !List.of(CurlDialect.CONFIG_FILE, CurlDialect.CMD, CurlDialect.WINDOWS_POWERSHELL)
                        .contains(way.dialect()))
                .filter(way ->
                        !way.toString().startsWith("pwsh") || Shell.find("pwsh").isPresent())
                .toList();
        for (Way way : ways) {
            way.require();
            report(
                    way,
                    "variables",
                    judge.judge(
                            way, requests, request -> CurlCommand.of(request).withVariables(), CurlCommand::text));
            if (way.dialect() == CurlDialect.SH && (AT_LENGTH || way.toString().matches("(dash|fish).*"))) {
                report(
                        way,
                        "variables, out of the process list",
                        judge.judge(
                                way,
                                requests,
                                request ->
                                        CurlCommand.of(request).withVariables().keepingSecretsOutOfProcessList(),
                                CurlCommand::text));
                report(
                        way,
                        "revealed, out of the process list",
                        judge.judge(
                                way,
                                requests,
                                request -> CurlCommand.of(request).keepingSecretsOutOfProcessList(),
                                CurlCommand::revealSecrets));
            }
        }
    }

    @Provide
    Arbitrary<List<String>> secretLists() {
        return HostileRequests.secrets()
                .list()
                .ofSize(SECRETS)
                .map(random -> Stream.concat(
                                random.stream(),
                                Stream.of(
                                        "it's \\ a \"secret\" $(touch PWNED) `x` %s %41 !! &=+~*;\ttab",
                                        "@secret.txt",
                                        "-n -e {{X}} [1-3] {a,b} \u00e9\u202e\u65e5 \\n \\101",
                                        "plain-secret_1.~"))
                        .toList());
    }

    private static void report(Way way, String mode, Judge.Verdict verdict) {
        System.out.println("cURL secrets, " + way + ", " + mode + ": " + verdict.summary());
        verdict.isExact();
        assertThat(verdict.exact()).isGreaterThan(verdict.total() / 2);
    }

    /** A variable that would come out under the name of another secret is numbered. */
    @Property(tries = 1)
    void variablesAreToldApart() {
        WireRequest request = PlantedSecrets.positions()
                .get("two authorizations")
                .apply("https://api.example", Secret.of("abcdef"))
                .service("X")
                .build();
        assertThat(CurlCommand.of(request).withVariables().variables())
                .isEqualTo(Map.of("X_ACCESS_TOKEN", Secret.of("abcdef"), "X_ACCESS_TOKEN_2", Secret.of("xabcdef")));
    }
}
