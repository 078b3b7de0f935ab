package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The commands of CONTRIBUTING.md, of its table and of its blocks, name tests, modules, scripts, options and profiles that are
 * there.
 */
class PromisesTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern SOME_TESTS = Pattern.compile("\\.ci/test (\\S+) (\\S+)");
    private static final Pattern ARGUMENT = Pattern.compile("-D(?:test|it\\.test)=(\\S+)|-P(\\S+)|-pl (\\S+)");
    private static final Pattern SCRIPT =
            Pattern.compile("(?:^|\\s)((?:[a-z.][\\w.-]*/)+[a-z][\\w-]*)(?=\\s|$)((?: [^&|`]+)?)");

    private final List<Path> tests = Repository.files(".java").stream()
            .map(Repository.root()::relativize)
            .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
            .toList();
    private final String poms =
            Repository.files("pom.xml").stream().map(Repository::read).collect(Collectors.joining("\n"));

    @Test
    void eachRowHasACommandAndEachCommandNamesWhatIsThere() {
        List<String> missing = new ArrayList<>();
        List<String> rows = rows(Repository.read("CONTRIBUTING.md"));
        for (String row : rows) {
            String[] cells = row.split(" \\| ", -1);
            List<String> commands =
                    CODE.matcher(cells[1]).results().map(code -> code.group(1)).toList();
            if (commands.isEmpty() && !cells[0].contains("**")) {
                missing.add("no command: " + row);
            }
            missing.addAll(missingIn(commands));
        }
        assertThat(missing).isEmpty();
        assertThat(rows).hasSizeGreaterThan(25);
    }

    @Test
    void everyOtherCommandOfThePageNamesWhatIsThere() {
        String text = Repository.read("CONTRIBUTING.md");
        List<String> commands = Pattern.compile("(?ms)^```sh\\n(.*?)^```")
                .matcher(text)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .toList();
        assertThat(commands).hasSizeGreaterThan(3);
        assertThat(missingIn(commands)).isEmpty();
    }

    @Test
    void whatIsNotThereWouldBeSeen() {
        assertThat(missingIn(List.of(
                        ".ci/test conformance-tests NoSuchTest,ChecklistTest",
                        ".ci/test token-core ChecklistTest",
                        ".ci/test no-such-module Checklist*",
                        "benchmarks/run --page --no-such-option",
                        "benchmarks/no-such-script",
                        "mvn -Pno-such-profile -pl token-core,nowhere test -Dtest=Nothing*Test,Checklist*Test")))
                .containsExactly(
                        "test NoSuchTest",
                        "test ChecklistTest",
                        "module no-such-module",
                        "test Checklist*",
                        "option --no-such-option of benchmarks/run",
                        "script benchmarks/no-such-script",
                        "profile no-such-profile",
                        "module nowhere",
                        "test Nothing*Test");
    }

    private List<String> missingIn(List<String> commands) {
        List<String> missing = new ArrayList<>();
        for (String command : commands) {
            for (MatchResult some : SOME_TESTS.matcher(command).results().toList()) {
                missingModule(some.group(1), missing);
                missingTests(some.group(1), some.group(2), missing);
            }
            for (MatchResult argument : ARGUMENT.matcher(command).results().toList()) {
                if (argument.group(1) != null && !argument.group(1).equals("None")) {
                    missingTests("", argument.group(1), missing);
                }
                if (argument.group(2) != null && !poms.contains("<id>" + argument.group(2) + "</id>")) {
                    missing.add("profile " + argument.group(2));
                }
                if (argument.group(3) != null) {
                    Stream.of(argument.group(3).split(","))
                            .forEach(module -> missingModule(module.replaceAll("['!]", ""), missing));
                }
            }
            missingScripts(command, missing);
        }
        return missing;
    }

    private void missingTests(String module, String names, List<String> missing) {
        for (String name : names.split(",")) {
            Pattern pattern = Pattern.compile(name.replace("*", ".*") + "\\.java");
            if (tests.stream()
                    .noneMatch(test -> (module.isEmpty() || test.startsWith(module))
                            && pattern.matcher(test.getFileName().toString()).matches())) {
                missing.add("test " + name);
            }
        }
    }

    private static void missingModule(String name, List<String> missing) {
        if (!Files.exists(Repository.root().resolve(name).resolve("pom.xml"))) {
            missing.add("module " + name);
        }
    }

    private static void missingScripts(String command, List<String> missing) {
        for (String part : command.split("&&|\\|")) {
            Matcher script = SCRIPT.matcher(part);
            if (script.find()) {
                Path file = Repository.root().resolve(script.group(1));
                if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
                    missing.add("script " + script.group(1));
                    continue;
                }
                String module = Repository.root().relativize(file).getName(0).toString();
                String sources = Repository.read(file) + (module.startsWith(".") ? "" : sources(module));
                Pattern.compile("(?<= )--[a-z-]+")
                        .matcher(script.group(2))
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !sources.contains(option))
                        .forEach(option -> missing.add("option " + option + " of " + script.group(1)));
            }
        }
    }

    private static String sources(String module) {
        return Repository.files(".java").stream()
                .filter(file -> Repository.root().relativize(file).startsWith(module))
                .map(Repository::read)
                .collect(Collectors.joining("\n"));
    }

    /** The cells of the table below "What is promised", one string a row. */
    private static List<String> rows(String text) {
        return text.lines()
                .dropWhile(line -> !line.startsWith("| what is promised |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2, line.length() - 1))
                .toList();
    }
}
