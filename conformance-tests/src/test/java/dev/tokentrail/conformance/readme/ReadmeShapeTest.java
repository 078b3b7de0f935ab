package dev.tokentrail.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The READMEs of the providers have one shape, and each fenced block in them is checked by something. */
class ReadmeShapeTest {

    private static final String NEED = "What you need from the service";
    private static final String SEQUENCE = "Sequence diagram";
    private static final String CALLS = "The calls as cURL";
    private static final List<String> HEADINGS = List.of(
            NEED,
            SEQUENCE,
            "The code",
            CALLS,
            "Keep it valid",
            "What goes wrong",
            "What differs from the original tutorial",
            "Assumptions without a source");
    private static final Pattern HEADING = Pattern.compile("(?m)^(##?) (.*)$");

    @ParameterizedTest
    @EnumSource
    void theHeadingsAreTheSameInTheSameOrder(ProviderReadme readme) {
        List<String> titles = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        Matcher heading = HEADING.matcher(Fence.prose(readme.text()));
        while (heading.find()) {
            (heading.group(1).equals("#") ? titles : headings)
                    .add(heading.group(2).strip());
        }

        assertThat(titles)
                .as("the title of %s", readme.file())
                .containsExactly(readme.module() + ": tokens from " + readme.service());
        assertThat(headings).as("the headings of %s", readme.file()).isEqualTo(HEADINGS);
    }

    @ParameterizedTest
    @EnumSource
    void noSectionIsEmpty(ProviderReadme readme) {
        String[] sections = readme.text().split("(?m)^## .*$");

        assertThat(sections).hasSize(HEADINGS.size() + 1).noneMatch(String::isBlank);
    }

    /** Regions are DocumentationTest's to compare, transcripts ReadmeTranscriptsTest's, the picture ReadmePicturesTest's. */
    @ParameterizedTest
    @EnumSource
    void eachBlockIsCheckedBySomething(ProviderReadme readme) {
        List<Fence> fences = Fence.in(readme.text());

        assertThat(fences.stream()
                        .filter(fence -> !isChecked(readme, fence))
                        .map(fence -> "line " + fence.line() + ", " + fence.language()))
                .as(
                        "blocks of %s that nothing checks; what there may be is a region, a transcript, the picture and the"
                                + " dependency",
                        readme.file())
                .isEmpty();
        assertThat(Fence.prose(readme.text()))
                .as("code in %s that stands outside of a fence", readme.file())
                .doesNotContain("<pre", "<code")
                .doesNotContainPattern("\\n\\s*\\n(    |\\t)");
        assertThat(fences.stream().filter(fence -> fence.language().equals("mermaid")))
                .as("pictures of %s", readme.file())
                .hasSize(1);
        assertThat(fences.stream().filter(fence -> fence.language().equals("xml")))
                .as("dependencies in %s", readme.file())
                .hasSize(1);
        assertThat(fences.stream().filter(fence -> fence.mark().startsWith("region:")))
                .as("code in %s", readme.file())
                .isNotEmpty();
    }

    private static boolean isChecked(ProviderReadme readme, Fence fence) {
        return switch (fence.language()) {
            case "java" -> fence.mark().startsWith("region:");
            case "sh" ->
                fence.mark().startsWith("transcript:") && fence.section().equals(CALLS);
            case "http" -> fence.followsTranscript() && fence.section().equals(CALLS);
            case "mermaid" -> fence.section().equals(SEQUENCE);
            case "xml" -> fence.section().equals(NEED) && fence.content().equals(dependency(readme));
            default -> false;
        };
    }

    @Test
    void aBlockThatNothingChecksIsSeen() {
        List<Fence> fences = Fence.in("""
                ## The code

                ```java
                int unchecked;
                ```

                <!-- region: Some#region -->
                ```java
                int checked;
                ```

                ## The calls as cURL

                <!-- transcript: call -->
                ```sh
                curl
                ```

                ```http
                HTTP/1.1 200 OK
                ```

                ```http
                HTTP/1.1 404 Not Found
                ```
                """);

        assertThat(fences.stream().map(fence -> isChecked(ProviderReadme.GOTO, fence)))
                .containsExactly(false, true, true, true, false);
        assertThat(fences.stream().map(Fence::line)).containsExactly(3, 8, 15, 19, 23);
    }

    private static String dependency(ProviderReadme readme) {
        String pom = read(Path.of("..", readme.module(), "pom.xml"));
        Matcher own = Pattern.compile("(?s)</parent>.*?<artifactId>([^<]+)</artifactId>")
                .matcher(pom);
        Matcher parent = Pattern.compile("(?s)<groupId>([^<]+)</groupId>.*?<version>([^<]+)</version>.*?</parent>")
                .matcher(pom);
        assertThat(own.find() && parent.find())
                .as("the coordinates of " + readme.module())
                .isTrue();
        return """
                <dependency>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                </dependency>
                """.formatted(parent.group(1), own.group(1), parent.group(2));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
