package dev.tokentrail.conformance.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests that there are, and the tests that a text names, both as {@code Class#method}. */
final class NamedTests {

    private static final Pattern TEST = Pattern.compile(
            "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|ArchTest|FuzzTest)\\b.*");
    private static final Pattern METHOD =
            Pattern.compile("(?:(?:public|protected|static|final) )*(?:void|[A-Z]\\w*(?:<.*>)?) (\\w+)(?:\\(.*| =.*)");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:#([\\w,* ]+))?`");

    private NamedTests() {}

    /** Every test method of the repository. */
    static Set<String> existing() {
        Set<String> tests = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            String path = file.toString().replace('\\', '/');
            if (path.contains("/src/test/java/") || path.contains("/token-store-contract/src/main/java/")) {
                String name = file.getFileName().toString().replace(".java", "");
                methods(Repository.read(file)).forEach(method -> tests.add(name + "#" + method));
            }
        }
        return tests;
    }

    /** The test methods of a source: the first that is declared after each annotation of a test. */
    static List<String> methods(String source) {
        List<String> methods = new ArrayList<>();
        boolean annotated = false;
        for (String line : source.lines().map(String::strip).toList()) {
            annotated |= TEST.matcher(line).matches();
            Matcher method = METHOD.matcher(line);
            if (annotated && method.matches()) {
                methods.add(method.group(1));
                annotated = false;
            }
        }
        return methods;
    }

    /** The tests that a Markdown text names in backticks; a class alone stands without {@code #}. */
    static List<String> namedIn(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.results().map(NamedTests::name).toList();
    }

    /** Whether there is such a test, or for a class alone, any in it. */
    static boolean exists(String name, Set<String> existing) {
        return name.contains("#")
                ? existing.contains(name)
                : existing.stream().anyMatch(test -> test.startsWith(name + "#"));
    }

    private static String name(MatchResult found) {
        String method = found.group(2);
        return method == null ? found.group(1) : found.group(1) + "#" + method;
    }
}
