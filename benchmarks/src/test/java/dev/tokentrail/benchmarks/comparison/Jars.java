package dev.tokentrail.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Published jars, looked through. */
final class Jars {

    private Jars() {}

    /** Whether any class of a type's jar has this word in a name or a text, in letters of any case. */
    static boolean mention(String word, Class<?> ofTheJar) throws IOException {
        try (JarFile jar = new JarFile(
                ofTheJar.getProtectionDomain().getCodeSource().getLocation().getPath())) {
            for (JarEntry entry : jar.stream().toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
                    if (entry.getName().endsWith(".class")
                            && text.toLowerCase(Locale.ROOT).contains(word)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
