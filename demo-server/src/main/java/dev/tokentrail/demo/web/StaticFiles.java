package dev.tokentrail.demo.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Styles, scripts and the icon, from the jar. Each is kept once, compressed and not, and no thread waits for whoever reads
 * it slowly.
 */
public final class StaticFiles {

    private static final Pattern NAME = Pattern.compile("(?:[a-z]+/)?[a-z.]+\\.(?:css|js|svg)");
    /**
     * A file.
     *
     * @param type its media type
     * @param tag changes with its content (RFC 9110, section 8.8.3)
     * @param plain its content
     * @param compressed its content by gzip
     */
    private record StaticFile(String type, String tag, ByteBuffer plain, ByteBuffer compressed) {}

    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    /** Adds their addresses, which begin with {@code /web/}. */
    public void register(RoutesConfig routes) {
        routes.get("/web/<name>", this::send);
    }

    private void send(Context context) throws IOException {
        StaticFile file = find(context.pathParam("name")).orElseThrow(() -> new PageFailure(404, Web.sentence(404)));
        context.contentType(file.type());
        context.header("Cache-Control", "max-age=0");
        context.header("ETag", file.tag());
        context.header("Vary", "Accept-Encoding");
        if (file.tag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        ByteBuffer content = file.plain();
        if (Optional.ofNullable(context.header("Accept-Encoding")).orElse("").contains("gzip")) {
            context.header("Content-Encoding", "gzip");
            content = file.compressed();
        }
        context.res().setContentLength(content.remaining());
        if (context.req().getMethod().equals("GET")) {
            write(context, content.slice());
        }
    }

    private static void write(Context context, ByteBuffer content) throws IOException {
        HttpOutput output = (HttpOutput) context.res().getOutputStream();
        context.future(() -> {
            Callback.Completable sent = new Callback.Completable();
            output.sendContent(content, sent);
            return sent.exceptionally(gone -> null);
        });
    }

    private Optional<StaticFile> find(String name) {
        return NAME.matcher(name).matches()
                ? Optional.ofNullable(files.computeIfAbsent(name, StaticFiles::read))
                : Optional.empty();
    }

    private static @Nullable StaticFile read(String name) {
        try (InputStream resource = StaticFiles.class.getResourceAsStream("/web/" + name)) {
            if (resource == null) {
                return null;
            }
            byte[] plain = resource.readAllBytes();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(plain);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            String tag = "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
            return new StaticFile(type(name), tag, direct(plain), direct(compressed.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Each thread that writes from a heap buffer keeps a copy as large outside of the heap; from this one none is made. */
    private static ByteBuffer direct(byte[] content) {
        return ByteBuffer.allocateDirect(content.length).put(content).flip().asReadOnlyBuffer();
    }

    private static String type(String name) {
        if (name.endsWith(".css")) {
            return "text/css";
        }
        return name.endsWith(".js") ? "text/javascript" : "image/svg+xml";
    }
}
