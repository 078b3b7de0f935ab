package dev.tokentrail.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/migration.md sets lines of each tutorial beside lines that a test compiles and runs. */
class MigrationShapeTest {

    private static List<Fence> fences;

    @BeforeAll
    static void read() throws IOException {
        fences =
                Fence.in(Files.readString(Path.of("..", "docs", "migration.md")).replace("\r\n", "\n"));
    }

    /** What the regions hold, DocumentationTest compares. */
    @Test
    void eachBlockIsAnOriginalOrARegion() {
        assertThat(fences.stream()
                        .filter(fence -> !isOriginal(fence) && !isRegion(fence))
                        .map(fence -> "line " + fence.line()))
                .as("blocks of docs/migration.md that are neither an original nor a region of a test")
                .isEmpty();
    }

    @Test
    void everyServiceHasPairsOfBoth() {
        Map<String, String> kinds = fences.stream()
                .collect(Collectors.groupingBy(
                        Fence::section,
                        TreeMap::new,
                        Collectors.mapping(fence -> isOriginal(fence) ? "o" : "r", Collectors.joining())));

        assertThat(kinds.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ProviderReadme.values())
                        .map(ProviderReadme::service)
                        .toList());
        assertThat(kinds.values()).allMatch(kind -> kind.matches("(or+){2,}"));
    }

    /** They are quotations: enough to be recognized, and no more. */
    @Test
    void theOriginalsAreShort() {
        assertThat(fences.stream().filter(MigrationShapeTest::isOriginal))
                .allMatch(fence -> fence.content().lines().count() <= 20);
    }

    private static boolean isOriginal(Fence fence) {
        return fence.mark().equals("original") && List.of("js", "sh", "http").contains(fence.language());
    }

    private static boolean isRegion(Fence fence) {
        return fence.mark().startsWith("region:") && fence.language().equals("java");
    }
}
