package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Maven Central asks of a POM, and what a stranger looks for in it, in every module that is published. */
class PublishedPomTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    /** Programs: published, and nobody's dependency. */
    private static final Set<String> APPLICATIONS = Set.of("demo-server");

    private static Document parent;
    private static Map<String, Document> published;

    @BeforeAll
    static void read() throws Exception {
        parent = parse(ROOT.resolve("pom.xml"));
        published = new LinkedHashMap<>();
        for (String module : texts(parent, "/project/modules/module")) {
            Document pom = parse(ROOT.resolve(module).resolve("pom.xml"));
            if (!text(pom, "/project/properties/maven.deploy.skip").equals("true")) {
                published.put(module, pom);
            }
        }
    }

    static Stream<String> published() {
        return published.keySet().stream();
    }

    @Test
    void whatTheModulesInheritIsComplete() throws Exception {
        assertThat(text(parent, "/project/groupId")).isEqualTo("dev.tokentrail");
        assertThat(text(parent, "/project/name")).isNotEmpty();
        assertThat(text(parent, "/project/description")).isNotEmpty();
        assertThat(text(parent, "/project/url")).startsWith("https://");
        assertThat(text(parent, "/project/licenses/license/name")).isEqualTo("Apache-2.0");
        assertThat(text(parent, "/project/licenses/license/url")).startsWith("https://");
        assertThat(text(parent, "/project/developers/developer/organization")).isNotEmpty();
        assertThat(text(parent, "/project/developers/developer/organizationUrl"))
                .startsWith("https://");
        assertThat(text(parent, "/project/scm/connection")).startsWith("scm:git:https://");
        assertThat(text(parent, "/project/scm/developerConnection")).startsWith("scm:git:");
        assertThat(text(parent, "/project/scm/url")).startsWith("https://");
        assertThat(text(parent, "/project/properties/project.build.outputTimestamp"))
                .as("two builds give the same bytes only with a fixed time")
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    }

    /** Without these, Maven appends the module's name: addresses that lead nowhere. */
    @Test
    void theModulesHaveTheSameAddressesAsTheParent() throws Exception {
        assertThat(text(parent, "/project/@child.project.url.inherit.append.path"))
                .isEqualTo("false");
        for (String address : List.of("connection", "developerConnection", "url")) {
            assertThat(text(parent, "/project/scm/@child.scm." + address + ".inherit.append.path"))
                    .as(address)
                    .isEqualTo("false");
        }
    }

    @Test
    void theVersionIsARelease() throws Exception {
        assertThat(text(parent, "/project/version")).matches("\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @MethodSource("published")
    void aModuleSaysWhatItIs(String module) throws Exception {
        Document pom = published.get(module);
        assertThat(text(pom, "/project/artifactId")).isEqualTo(module);
        assertThat(text(pom, "/project/name")).startsWith("Tokentrail ");
        assertThat(text(pom, "/project/description")).hasSizeGreaterThan(20).doesNotEndWith(".");
    }

    @ParameterizedTest
    @MethodSource("published")
    void aModuleTakesItsVersionAndItsAddressesFromTheParent(String module) throws Exception {
        Document pom = published.get(module);
        assertThat(text(pom, "/project/parent/artifactId")).isEqualTo("tokentrail-parent");
        assertThat(text(pom, "/project/parent/version")).isEqualTo(text(parent, "/project/version"));
        for (String inherited : List.of(
                "version", "groupId", "url", "licenses", "developers", "scm", "organization", "inceptionYear")) {
            assertThat(texts(pom, "/project/" + inherited)).as(inherited).isEmpty();
        }
    }

    /** Whoever depends on a module is sent to no repository but their own. */
    @ParameterizedTest
    @MethodSource("published")
    void noModuleNamesARepository(String module) throws Exception {
        for (Document pom : List.of(parent, published.get(module))) {
            assertThat(texts(pom, "//repositories | //pluginRepositories | //distributionManagement"))
                    .isEmpty();
        }
    }

    @Test
    void namesAndDescriptionsDiffer() throws Exception {
        for (String element : List.of("name", "description")) {
            List<String> values = new ArrayList<>();
            for (Document pom : published.values()) {
                values.add(text(pom, "/project/" + element));
            }
            assertThat(values).doesNotHaveDuplicates();
        }
    }

    @Test
    void theBillOfMaterialsNamesEveryLibraryThatIsPublished() throws Exception {
        Document bom = parse(ROOT.resolve("token-bom/pom.xml"));
        Set<String> libraries = new TreeSet<>(published.keySet());
        libraries.remove("token-bom");
        libraries.removeAll(APPLICATIONS);
        String managed = "/project/dependencyManagement/dependencies/dependency";
        assertThat(texts(bom, managed + "/artifactId")).containsExactlyInAnyOrderElementsOf(libraries);
        assertThat(texts(bom, managed + "/groupId")).containsOnly("dev.tokentrail");
        assertThat(texts(bom, managed + "/version")).containsOnly("${project.version}");
    }

    /** A module with a name for others to require is there for others. */
    @Test
    void noLibraryIsKeptBack() throws Exception {
        List<String> keptBack = texts(parent, "/project/modules/module");
        keptBack.removeAll(published.keySet());
        assertThat(keptBack)
                .contains("conformance-tests")
                .allMatch(module -> !Files.exists(ROOT.resolve(module).resolve("src/main/java/module-info.java")));
    }

    private static Document parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static String text(Document pom, String path) throws XPathExpressionException {
        return XPATH.evaluate(path, pom).strip();
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
