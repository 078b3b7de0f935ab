package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.WireRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zalando.logbook.BodyFilter;
import org.zalando.logbook.Correlation;
import org.zalando.logbook.HeaderFilter;
import org.zalando.logbook.HttpHeaders;
import org.zalando.logbook.HttpLogWriter;
import org.zalando.logbook.HttpRequest;
import org.zalando.logbook.Logbook;
import org.zalando.logbook.LogbookCreator;
import org.zalando.logbook.Origin;
import org.zalando.logbook.PathFilter;
import org.zalando.logbook.Precorrelation;
import org.zalando.logbook.QueryFilter;
import org.zalando.logbook.RequestFilter;
import org.zalando.logbook.core.CurlHttpLogFormatter;
import org.zalando.logbook.core.DefaultSink;

/** Logbook's formatter, alone and behind the filters that Logbook has if nothing is said. */
final class LogbookRenderer {

    private LogbookRenderer() {}

    static Callable<String> formatted(WireRequest request) {
        return rendering(Logbook.builder()
                .headerFilter(HeaderFilter.none())
                .bodyFilter(BodyFilter.none())
                .queryFilter(QueryFilter.none())
                .pathFilter(PathFilter.none())
                .requestFilter(RequestFilter.none()), request);
    }

    static Callable<String> loggedByDefault(WireRequest request) {
        return rendering(Logbook.builder(), request);
    }

    private static Callable<String> rendering(
            LogbookCreator.Builder builder, WireRequest request) {
        String[] written = new String[1];
        Logbook logbook = builder.sink(new DefaultSink(new CurlHttpLogFormatter(), new HttpLogWriter() {
                    @Override
                    public void write(Precorrelation precorrelation, String line) {
                        written[0] = line;
                    }

                    @Override
                    public void write(Correlation correlation, String line) {
                        // there is no response
                    }
                }))
                .build();
        HttpRequest theirs = new Given(request, false);
        return () -> {
            logbook.process(theirs).write();
            // Before the command stands a number that a reader would leave out.
            return written[0].substring(written[0].indexOf(' ') + 1);
        };
    }

    /** The request as an integration of Logbook would hand it over. */
    private record Given(WireRequest request, boolean hasBody) implements HttpRequest {

        @Override
        public String getRemote() {
            return "127.0.0.1";
        }

        @Override
        public String getMethod() {
            return request.method();
        }

        @Override
        public String getScheme() {
            return URI.create(request.origin()).getScheme();
        }

        @Override
        public String getHost() {
            return URI.create(request.origin()).getHost();
        }

        @Override
        public Optional<Integer> getPort() {
            return Optional.of(URI.create(request.origin()).getPort());
        }

        @Override
        public String getPath() {
            int query = request.target().indexOf('?');
            return query < 0 ? request.target() : request.target().substring(0, query);
        }

        @Override
        public String getQuery() {
            int query = request.target().indexOf('?');
            return query < 0 ? "" : request.target().substring(query + 1);
        }

        @Override
        public HttpRequest withBody() {
            return new Given(request, true);
        }

        @Override
        public HttpRequest withoutBody() {
            return new Given(request, false);
        }

        @Override
        public Origin getOrigin() {
            return Origin.LOCAL;
        }

        @Override
        public HttpHeaders getHeaders() {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            request.headers()
                    .forEach(header -> headers.computeIfAbsent(header.name(), name -> new ArrayList<>())
                            .add(header.value()));
            return HttpHeaders.of(headers);
        }

        @Override
        public byte[] getBody() {
            return hasBody ? request.body().bytes() : new byte[0];
        }
    }
}
