package dev.tokentrail.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Published jars, looked through. */
final class Jars {

    private static final Pattern VERSION = Pattern.compile(".*-([0-9][0-9.]*[0-9])\\.jar");

    private static final Pattern CURL = Pattern.compile("curl|Curl|cURL|CURL");

    private Jars() {}

    /** The version in the file name of a type's jar. */
    static String version(Class<?> ofTheJar) {
        String jar =
                ofTheJar.getProtectionDomain().getCodeSource().getLocation().getPath();
        Matcher version = VERSION.matcher(jar);
        if (!version.matches()) {
            throw new AssertionError("No version in the name of " + jar);
        }
        return version.group(1);
    }

    /** Whether any class of a type's jar speaks of cURL in a name or a text; a {@code GenericUrl} does not. */
    static boolean speakOfCurl(Class<?> ofTheJar) throws IOException {
        try (JarFile jar = new JarFile(
                ofTheJar.getProtectionDomain().getCodeSource().getLocation().getPath())) {
            for (JarEntry entry : jar.stream().toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
                    if (entry.getName().endsWith(".class") && CURL.matcher(text).find()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
