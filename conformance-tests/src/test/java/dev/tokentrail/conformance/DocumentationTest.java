package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every document of the repository keeps its word: a code block under {@code <!-- region: TestClass#name -->} equals the
 * lines between {@code // region name} and {@code // endregion} in that test ({@code <!-- region: client.py#name -->} and
 * {@code # region name} in a client of another language), and a relative link leads somewhere.
 */
class DocumentationTest {

    private static final Pattern BLOCK = Pattern.compile(
            "<!--\\s*region:\\s*([\\w.-]+)#([\\w-]+)\\s*-->\\s*\\n(```+)\\w*\\n(.*?)\\n?\\3(?:\\n|$)", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("<!--\\s*region\\b.*?-->", Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```\\s*?$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");
    private static final Pattern SOURCE = Pattern.compile("src.test.(java|clients)");
    private static final Path ROOT = root();
    private static final List<Path> SOURCES = sources();

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .filter(file -> !file.toString().contains("target")
                            && !file.toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theDocumentsAreFound() throws IOException {
        assertThat(documents())
                .contains(Path.of("README.md"), Path.of("docs/add-a-provider.md"), Path.of("provider-goto/README.md"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void codeBlocksEqualTheirRegions(Path document) throws IOException {
        String text = read(ROOT.resolve(document));
        Matcher block = BLOCK.matcher(text);
        int checked = 0;
        while (block.find()) {
            String region = region(document, block.group(1), block.group(2));
            assertThat(block.group(4).stripTrailing())
                    .as(
                            "%s, line %d: this block must equal the region %s of %s, without its indentation. The region is:%n%n%s%n",
                            document, line(text, block.start()), block.group(2), block.group(1), region)
                    .isEqualTo(region);
            checked++;
        }
        long marks = MARK.matcher(text).results().count();
        assertThat(checked)
                .as(
                        "%s: each of its %d marks must read <!-- region: TestClass#name --> and stand on the line before a fence",
                        document, marks)
                .isEqualTo((int) marks);
    }

    /** A standard server takes at most 25 lines, a dialect 60. */
    @Test
    void addingAProviderStaysShort() throws IOException {
        Map<String, Long> lines = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(read(ROOT.resolve("docs/add-a-provider.md")));
        while (block.find()) {
            lines.put(block.group(2), block.group(4).lines().count());
        }
        assertThat(lines).containsKeys("discovery", "configuration", "dialect");
        assertThat(lines.get("discovery")).isLessThanOrEqualTo(25);
        assertThat(lines.get("configuration")).isLessThanOrEqualTo(25);
        assertThat(lines.get("dialect")).isLessThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void relativeLinksLeadSomewhere(Path document) throws IOException {
        Path file = ROOT.resolve(document);
        String prose = FENCED.matcher(read(file)).replaceAll("").replaceAll("`[^`\\n]*`", "");
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(prose);
        while (links.find()) {
            String link = links.group(1);
            if (!ABSOLUTE.matcher(link).matches() && !leadsSomewhere(file, link)) {
                broken.add(link);
            }
        }
        assertThat(broken).as("links of %s that lead nowhere", document).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || anchors(read(target)).contains(link.substring(hash + 1));
    }

    private static List<String> anchors(String markdown) {
        return FENCED.matcher(markdown)
                .replaceAll("")
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String region(Path document, String testClass, String name) {
        String fileName = testClass.contains(".") ? testClass : testClass + ".java";
        List<Path> sources = SOURCES.stream()
                .filter(file -> file.endsWith(fileName))
                .filter(file -> read(file).lines().anyMatch(line -> isMark(line, "region " + name)))
                .toList();
        if (sources.size() != 1) {
            fail("%s names the region %s of %s; one test must have it, not %s", document, name, testClass, sources);
        }
        List<String> lines = read(sources.get(0)).lines().toList();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isMark(lines.get(i), "region " + name)) {
                starts.add(i);
            }
        }
        if (starts.size() != 1) {
            fail(
                    "%s names the region %s of %s, which must stand there once; it does at %s",
                    document, name, testClass, starts);
        }
        List<String> region = new ArrayList<>();
        for (String line : lines.subList(starts.get(0) + 1, lines.size())) {
            if (isMark(line, "endregion")) {
                return String.join("\n", region).stripIndent().stripTrailing();
            }
            region.add(line);
        }
        return fail("The region %s of %s has no // endregion", name, testClass);
    }

    /** The tests of every module; what a build left below {@code target} is none. */
    private static List<Path> sources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src").resolve("test"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentationTest::filesBelow)
                    .filter(file -> SOURCE.matcher(file.toString()).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMark(String line, String mark) {
        return line.strip().equals("// " + mark) || line.strip().equals("# " + mark);
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset).lines().count() + 1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conformance-tests")) || !Files.exists(here.resolve("README.md"))) {
            here = here.getParent();
        }
        return here;
    }
}
