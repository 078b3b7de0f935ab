package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request taken apart, each part with its secrets marked.
 *
 * @param method the method
 * @param url the whole address
 * @param target path and query, or {@code *}
 * @param headers the header lines in order
 * @param body the body, or null if there is none
 */
record RequestAnatomy(
        Template method,
        Template url,
        Template target,
        List<Line> headers,
        @Nullable Content body) {

    /**
     * One header line.
     *
     * @param name the field name
     * @param label the field name again, as it may be shown
     * @param value the value
     * @param user where the line is Basic credentials that {@code --user} writes the same: id, colon, secret
     * @param bearer where the line is what {@code --oauth2-bearer} writes: the token
     */
    record Line(
            String name,
            Template label,
            Template value,
            @Nullable Template user,
            @Nullable Template bearer) {
        boolean hasSlots() {
            return label.hasSlots() || value.hasSlots();
        }
    }

    /**
     * A body.
     *
     * @param whole all of it
     * @param charset how its text becomes bytes
     * @param pairs the pieces of a form, none empty; empty if the body is no such form
     */
    record Content(Template whole, Charset charset, List<Pair> pairs) {}

    /**
     * One pair of a form.
     *
     * @param encoded the pair as it is sent
     * @param readable the encoded name and the plain value, as {@code --data-urlencode} takes them; null if that
     *     would not do
     * @param exact whether {@code --data-urlencode} makes the same bytes of it; where not, a secret is to blame
     */
    record Pair(Template encoded, @Nullable Template readable, boolean exact) {}

    static RequestAnatomy of(WireRequest request) {
        SecretFinder secrets = SecretFinder.of(request.secrets(), StandardCharsets.UTF_8);
        Template target = target(request.target(), secrets);
        Template url = secrets.mark("origin", request.origin())
                .plus(request.target().equals("*") ? Template.literal("/") : target);
        List<Line> headers = new ArrayList<>();
        for (Header header : request.headers()) {
            headers.add(HeaderAnatomy.of(header, request.secrets(), secrets));
        }
        return new RequestAnatomy(
                secrets.mark("method", request.method()),
                url,
                target,
                List.copyOf(headers),
                BodyAnatomy.of(request, secrets));
    }

    private static Template target(String raw, SecretFinder secrets) {
        int mark = raw.indexOf('?');
        String path = mark < 0 ? raw : raw.substring(0, mark);
        Template target = Template.EMPTY;
        String separator = "";
        for (String segment : path.split("/", -1)) {
            target = target.plus(separator);
            target = secrets.isSecret(segment) ? target.plus(Slot.of("path_segment", segment)) : target.plus(segment);
            separator = "/";
        }
        if (mark >= 0) {
            List<Pair> query = new ParameterAnatomy(secrets, Encoding.URL).pairs(raw.substring(mark + 1));
            target = target.plus("?").plus(ParameterAnatomy.joined(query));
        }
        return secrets.checked("target", target);
    }
}
