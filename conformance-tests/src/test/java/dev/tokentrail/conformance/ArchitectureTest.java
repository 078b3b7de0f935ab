package dev.tokentrail.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of docs/design.md, as the compiled classes have them. */
class ArchitectureTest {

    private static final String CORE = "dev.tokentrail.core";
    private static final String[] JDK_AND_ANNOTATIONS = {"java..", "javax.net.ssl..", "org.jspecify..", "org.slf4j.."};

    /** Written by the build out of the demo's templates. */
    private static final String GENERATED = "dev.tokentrail.demo.templates.";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tokentrail");

    @Test
    void everyModuleIsLookedAt() {
        Set<String> packages =
                ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages)
                .contains(
                        CORE + ".secret",
                        CORE + ".http",
                        CORE + ".curl",
                        CORE + ".token",
                        CORE + ".source",
                        "dev.tokentrail.store.jdbc",
                        "dev.tokentrail.store.contract",
                        "dev.tokentrail.retry",
                        "dev.tokentrail.adapters.okhttp",
                        "dev.tokentrail.adapters.spring",
                        "dev.tokentrail.adapters.micrometer",
                        "dev.tokentrail.provider.x3",
                        "dev.tokentrail.provider.sonetel",
                        "dev.tokentrail.provider.xbooker",
                        "dev.tokentrail.provider.gotoapi",
                        "dev.tokentrail.provider.wso2",
                        "dev.tokentrail.mock",
                        "dev.tokentrail.demo.flow.wso2",
                        "dev.tokentrail.demo.web.home")
                .doesNotContain("dev.tokentrail.conformance");
    }

    @Test
    void noPackageOfCoreIsInACycle() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void noPackageOfTheDemoIsInACycle() {
        slices().matching("dev.tokentrail.demo.(**)").should().beFreeOfCycles().check(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "secret, ''",
        "http, secret",
        "curl, http secret",
        "token, curl http secret",
        "source, token http secret"
    })
    void arrowsInsideCoreGoOneWay(String from, String to) {
        List<String> allowed = new ArrayList<>(List.of(JDK_AND_ANNOTATIONS));
        allowed.add("tools.jackson..");
        allowed.add(CORE + "." + from + "..");
        Stream.of(to.split(" ")).filter(name -> !name.isEmpty()).forEach(name -> allowed.add(CORE + "." + name + ".."));
        classes()
                .that()
                .resideInAPackage(CORE + "." + from + "..")
                .should(onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))))
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x3", "sonetel", "xbooker", "gotoapi", "wso2"})
    void aProviderSeesNothingButCore(String provider) {
        String own = "dev.tokentrail.provider." + provider + "..";
        List<String> allowed = new ArrayList<>(List.of(JDK_AND_ANNOTATIONS));
        allowed.add(CORE + "..");
        allowed.add(own);
        classes()
                .that()
                .resideInAPackage(own)
                .should(onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))))
                .check(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "retry, io.github.resilience4j..",
        "adapters.okhttp, okhttp3..",
        "adapters.spring, org.springframework..",
        "adapters.micrometer, io.micrometer.core.."
    })
    void repetitionAndAdaptersSeeCoreAndOneLibrary(String name, String library) {
        String own = "dev.tokentrail." + name + "..";
        List<String> allowed = new ArrayList<>(List.of(JDK_AND_ANNOTATIONS));
        allowed.addAll(List.of(CORE + "..", own, library));
        classes()
                .that()
                .resideInAPackage(own)
                .should(onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))))
                .check(ALL);
    }

    @Test
    void theEmulatorSeesNobodyAndNobodyButTheDemoSeesIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.tokentrail.mock..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.tokentrail.core..", "dev.tokentrail.provider..", "dev.tokentrail.demo.."))
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage("dev.tokentrail.core..", "dev.tokentrail.provider..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tokentrail.mock..", "dev.tokentrail.demo..")
                .check(ALL);
    }

    @Test
    void noTypeOfTheJsonLibraryIsInAPublicSignatureOfCore() {
        List<String> seen = new ArrayList<>();
        int members = 0;
        for (JavaClass type : ALL.that(resideInAnyPackage(CORE + ".."))) {
            if (!isPublic(type)) {
                continue;
            }
            type.getAllRawSuperclasses().forEach(parent -> note(seen, type, parent));
            type.getAllRawInterfaces().forEach(parent -> note(seen, type, parent));
            for (JavaMember member : type.getMembers()) {
                if (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                    members++;
                    typesOf(member).forEach(used -> note(seen, member, used));
                }
            }
        }
        assertThat(seen).isEmpty();
        assertThat(members).isGreaterThan(200);
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String ending : List.of("Util", "Utils", "Helper", "Manager", "Impl")) {
            noClasses().should().haveSimpleNameEndingWith(ending).check(ALL);
        }
    }

    @Test
    void libraryModulesPrintNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.tokentrail.core..",
                        "dev.tokentrail.provider..",
                        "dev.tokentrail.retry..",
                        "dev.tokentrail.adapters..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : ALL.that(alwaysTrue())) {
            boolean ours =
                    !type.getPackageName().isEmpty() && !type.getPackageName().startsWith(GENERATED);
            if (ours && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    private static Set<JavaClass> typesOf(JavaMember member) {
        Set<JavaClass> types = new HashSet<>(member.getAllInvolvedRawTypes());
        if (member instanceof JavaCodeUnit code) {
            code.getThrowsClause().getTypes().forEach(types::add);
        }
        return types;
    }

    private static void note(List<String> seen, Object where, JavaClass used) {
        if (used.getPackageName().startsWith("tools.jackson")
                || used.getPackageName().startsWith("com.fasterxml")) {
            seen.add(where + " shows " + used.getName());
        }
    }
}
