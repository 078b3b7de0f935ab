package dev.tokentrail.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database in a file that only its owner can read. */
final class TokenFile {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private TokenFile() {}

    /** The file gets H2's ending, {@code .mv.db}. */
    static JdbcConnectionPool open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        prepare(absolute.resolveSibling(absolute.getFileName() + ".mv.db"));
        JdbcDataSource source = new JdbcDataSource();
        // Each commit reaches the disk before it returns; errors are not traced to a file, where they could quote a
        // row; Java closes a file under a thread that is interrupted, as a closed source's is, so it is opened again.
        source.setURL("jdbc:h2:retry:" + absolute + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE");
        source.setUser("tokentrail");
        source.setPassword("");
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setLoginTimeout(5);
        return pool;
    }

    private static void prepare(Path file) {
        if (file.toString().contains(";")) {
            throw new IllegalArgumentException("The path of a token file must not contain a semicolon: " + file);
        }
        try {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            Path folder = file.getParent();
            if (folder != null && !Files.exists(folder)) {
                if (posix) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(folder);
                }
            }
            if (posix) {
                keepOthersOut(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be made ready", e);
        }
    }

    private static void keepOthersOut(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.removeAll(OWNER);
        if (!permissions.isEmpty()) {
            throw new IllegalStateException("The token file " + file + " is open to others ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + "). If nobody else has read it, close it with: chmod 600 " + file);
        }
    }
}
