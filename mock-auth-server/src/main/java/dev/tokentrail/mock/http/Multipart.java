package dev.tokentrail.mock.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Promise;

/** Reads a {@code multipart/form-data} body that is already in memory; nothing is ever written to a file. */
final class Multipart {

    private static final int MOST_PARTS = 100;

    private Multipart() {}

    static Parameters parse(String contentType, byte[] body) {
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(contentType));
        parser.setMaxParts(MOST_PARTS);
        parser.setMaxLength(body.length);
        parser.setMaxMemoryFileSize(body.length);
        parser.setUseFilesForPartsWithoutFileName(false);
        Content.Source source = new ByteBufferContentSource(ByteBuffer.wrap(body));
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(source, Promise.Invocable.toPromise(parsed));
        try (MultiPartFormData.Parts parts = parsed.join()) {
            for (MultiPart.Part part : parts) {
                if (part.getName() == null) {
                    throw new MalformedRequest("A multipart part without a name");
                }
                entries.add(Map.entry(part.getName(), part.getContentAsString(StandardCharsets.UTF_8)));
            }
        } catch (CompletionException | IllegalArgumentException e) {
            throw new MalformedRequest("The multipart body does not match its boundary");
        }
        return Parameters.of(entries);
    }

    private static String boundary(String contentType) {
        try {
            String boundary = MultiPart.extractBoundary(contentType);
            if (boundary != null && !boundary.isEmpty()) {
                return boundary;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest("The parameters of the Content-Type are malformed");
        }
        throw new MalformedRequest("Content-Type multipart/form-data without a boundary");
    }
}
