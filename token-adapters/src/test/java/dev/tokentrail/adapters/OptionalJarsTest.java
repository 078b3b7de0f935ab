package dev.tokentrail.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.source.BearerAuthorization;
import dev.tokentrail.core.source.TokenSource;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each adapter works where its own library is and the two others are not. */
class OptionalJarsTest {

    private static final String ADAPTERS = "dev.tokentrail.adapters.";

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .toList();
    }

    private static List<Path> withNames(String... beginnings) {
        return classPath().stream()
                .filter(path -> !path.endsWith("test-classes"))
                .filter(path -> Stream.of(beginnings).anyMatch(artifact(path)::startsWith))
                .toList();
    }

    /** The name of a jar; of {@code module/target/classes} that of the module. */
    private static String artifact(Path path) {
        Path named =
                path.endsWith(Path.of("target", "classes")) ? path.getParent().getParent() : path;
        return named.getFileName().toString();
    }

    private static List<Path> always() {
        return withNames("token-core", "token-adapters", "jackson-", "slf4j-api", "jspecify");
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp.OkHttpBearer, okhttp-jvm okio-jvm kotlin-stdlib",
        "spring.BearerInterceptor, spring- commons-logging micrometer-observation micrometer-commons"
    })
    void anInterceptorNeedsOnlyItsOwnLibrary(String name, String jars) throws Exception {
        try (URLClassLoader loader = loader(jars.split(" "))) {
            Class<?> source = loader.loadClass(TokenSource.class.getName());
            Class<?> authorization = loader.loadClass(BearerAuthorization.class.getName());
            Object tokens = Proxy.newProxyInstance(loader, new Class<?>[] {source}, (a, b, c) -> null);
            Object mine = authorization
                    .getMethod("of", source, String.class, String[].class)
                    .invoke(null, tokens, "https://api.example.com", new String[0]);

            Object adapter = loader.loadClass(ADAPTERS + name)
                    .getMethod("of", authorization)
                    .invoke(null, mine);

            assertThat(adapter.toString()).contains("https://api.example.com");
            assertOnlyTheseAreThere(loader, name);
        }
    }

    @Test
    void metricsNeedOnlyMicrometer() throws Exception {
        try (URLClassLoader loader = loader("micrometer-core", "micrometer-commons", "HdrHistogram")) {
            Object registry = loader.loadClass("io.micrometer.core.instrument.simple.SimpleMeterRegistry")
                    .getConstructor()
                    .newInstance();
            Class<?> type = loader.loadClass(ADAPTERS + "micrometer.TokenSourceMetrics");
            Object metrics = type.getMethod("in", loader.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .invoke(null, registry);
            type.getMethod("rejected", String.class).invoke(metrics, "source");

            assertThat(registry.getClass().getMethod("getMetersAsString").invoke(registry))
                    .asString()
                    .contains("tokentrail.rejections");
            assertOnlyTheseAreThere(loader, "micrometer.TokenSourceMetrics");
        }
    }

    /** So that the test would see it if an adapter needed more. */
    private static void assertOnlyTheseAreThere(ClassLoader loader, String name) {
        Stream.of("okhttp.OkHttpBearer", "spring.BearerInterceptor", "micrometer.TokenSourceMetrics")
                .filter(other -> !other.equals(name))
                .forEach(other -> assertThatThrownBy(
                                () -> loader.loadClass(ADAPTERS + other).getMethods())
                        .isInstanceOf(NoClassDefFoundError.class));
    }

    private static URLClassLoader loader(String... jars) {
        List<Path> paths = new ArrayList<>(always());
        paths.addAll(withNames(jars));
        return new URLClassLoader(
                paths.stream().map(OptionalJarsTest::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theModuleResolvesWithoutAnyOfThem() {
        ModuleFinder finder = ModuleFinder.of(always().toArray(Path[]::new));

        Configuration modules = ModuleLayer.boot()
                .configuration()
                .resolve(finder, ModuleFinder.of(), Set.of("dev.tokentrail.adapters"));

        assertThat(modules.modules().stream().map(ResolvedModule::name).collect(Collectors.toSet()))
                .contains("dev.tokentrail.adapters", "dev.tokentrail.core")
                .doesNotContain("okhttp3", "spring.web", "micrometer.core");
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp3, okhttp.OkHttpBearer, okhttp-jvm okio-jvm kotlin-stdlib annotations-",
        "spring.web, spring.BearerInterceptor, spring- commons-logging micrometer-observation micrometer-commons",
        "micrometer.core, micrometer.TokenSourceMetrics, micrometer-core micrometer-commons HdrHistogram"
    })
    void aModuleIsCompiledWithOneOfThem(String module, String adapter, String jars, @TempDir Path folder)
            throws IOException {
        Path descriptor = Files.writeString(
                folder.resolve("module-info.java"),
                "module app { requires dev.tokentrail.adapters; requires " + module + "; }");
        Path source = Files.createDirectory(folder.resolve("app")).resolve("App.java");
        Files.writeString(source, "package app; class App { " + ADAPTERS + adapter + " adapter; }");
        List<Path> paths = new ArrayList<>(always());
        paths.addAll(withNames(jars.split(" ")));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-p",
                        paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        descriptor.toString(),
                        source.toString());

        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }
}
