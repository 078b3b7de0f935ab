package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** The jar of {@link BareServer}: the emulator's own jar without the emulator and the libraries that only it needs. */
final class BareJar {

    private static final List<String> ONLY_OF_THE_EMULATOR =
            List.of("dev/tokentrail/", "io/jsonwebtoken/", "tools/jackson/", "picocli/", "META-INF/MANIFEST.MF");

    private BareJar() {}

    /** Writes the jar; every entry is packed as it is packed in the emulator's jar. */
    static void write(Path emulator, Path bare) throws IOException {
        Files.createDirectories(bare.getParent());
        try (JarFile from = new JarFile(emulator.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(bare), manifest(from))) {
            for (JarEntry entry : from.stream().toList()) {
                if (ONLY_OF_THE_EMULATOR.stream().noneMatch(entry.getName()::startsWith)) {
                    try (InputStream content = from.getInputStream(entry)) {
                        add(to, entry.getName(), content.readAllBytes(), entry.getMethod());
                    }
                }
            }
            String name = BareServer.class.getName().replace('.', '/') + ".class";
            try (InputStream content = BareJar.class.getResourceAsStream("/" + name)) {
                int method = from.getEntry("org/slf4j/Logger.class").getMethod();
                add(to, name, content.readAllBytes(), method);
            }
        }
    }

    private static Manifest manifest(JarFile from) throws IOException {
        Manifest manifest = new Manifest(from.getManifest());
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, BareServer.class.getName());
        return manifest;
    }

    private static void add(JarOutputStream to, String name, byte[] content, int method) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            CRC32 checksum = new CRC32();
            checksum.update(content);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
        }
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }
}
