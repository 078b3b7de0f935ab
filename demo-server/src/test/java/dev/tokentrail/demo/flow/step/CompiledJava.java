package dev.tokentrail.demo.flow.step;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java that steps show, given to the compiler with what the steps before would have left behind. */
public final class CompiledJava {

    private static final String BEFORE = """
            import dev.tokentrail.core.http.*;
            import dev.tokentrail.core.secret.*;
            import dev.tokentrail.core.token.*;
            import dev.tokentrail.provider.gotoapi.*;
            import dev.tokentrail.provider.sonetel.*;
            import dev.tokentrail.provider.wso2.*;
            import dev.tokentrail.provider.x3.*;
            import dev.tokentrail.provider.xbooker.*;
            import java.time.*;
            import java.util.*;

            class %s {
                static Token token;
                static Secret refreshToken;
                static AuthorizationTransaction login;
                static AuthorizationTransaction pairing;
                static AuthorizationCallback callback;
                static DeviceAuthorization device;

                static void run() throws Exception {
            """;

    private CompiledJava() {}

    /**
     * Compiles statements, each text by itself.
     *
     * @param snippets the texts
     * @param directory where the classes are written
     * @return what the compiler has against them; empty if nothing
     */
    public static List<String> complaints(Collection<String> snippets, Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        for (String snippet : snippets) {
            String name = "Snippet" + sources.size();
            sources.add(new Source(name, BEFORE.formatted(name) + snippet + "\n    }\n}\n"));
        }
        compiler.getTask(
                        null,
                        null,
                        complaints,
                        List.of(
                                "-proc:none",
                                "-encoding",
                                "US-ASCII",
                                "-d",
                                directory.toString(),
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();
        return complaints.getDiagnostics().stream()
                .map(complaint -> complaint.getMessage(Locale.ROOT) + "\n" + complaint.getSource())
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
