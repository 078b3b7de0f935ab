package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Javadoc page of every package that a user sees says where to start. Whether its links lead somewhere, doclint checks. */
class PackagePagesTest {

    private static final Pattern EXPORTED = Pattern.compile("(?m)^ *exports ([\\w.]+);");

    static Stream<Path> pages() {
        return Repository.files("module-info.java").stream()
                .filter(module -> Repository.root().relativize(module).getNameCount() == 5)
                .flatMap(module -> EXPORTED.matcher(Repository.read(module))
                        .results()
                        .map(exported -> module.resolveSibling(exported.group(1).replace('.', '/'))))
                .map(folder -> Repository.root().relativize(folder.resolve("package-info.java")));
    }

    @Test
    void thePagesAreFound() {
        assertThat(pages())
                .hasSizeGreaterThanOrEqualTo(17)
                .contains(Path.of("token-core/src/main/java/dev/tokentrail/core/curl/package-info.java"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageSaysWhereToStartAndNamesItsTypes(Path page) throws Exception {
        String text = Repository.read(Repository.root().resolve(page));
        String name = text.replaceAll("(?s).*\npackage ([\\w.]+);.*", "$1");
        assertThat(text.replaceAll("\\s+\\*\\s+", " "))
                .contains("Start with ")
                .containsPattern("\\{@link\\s+" + Pattern.quote(name) + "\\.[A-Z]");
        List<String> types;
        try (Stream<Path> files = Files.list(Repository.root().resolve(page).getParent())) {
            types = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(type -> Character.isUpperCase(type.charAt(0)))
                    .toList();
        }
        assertThat(types).isNotEmpty().anyMatch(type -> text.contains(name + "." + type));
    }
}
