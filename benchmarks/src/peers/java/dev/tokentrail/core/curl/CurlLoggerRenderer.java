package dev.tokentrail.core.curl;

import com.github.dzieciou.testing.curl.Http2Curl;
import com.github.dzieciou.testing.curl.Options;
import com.github.dzieciou.testing.curl.Platform;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import java.net.URI;
import java.util.concurrent.Callable;
import org.apache.http.HttpHost;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;

/** curl-logger, handed the request as REST-assured's client hands it over. */
final class CurlLoggerRenderer {

    private CurlLoggerRenderer() {}

    static Callable<String> generated(WireRequest request) {
        Http2Curl renderer =
                new Http2Curl(Options.builder().targetPlatform(Platform.UNIX).build());
        URI origin = URI.create(request.origin());
        RequestBuilder builder = RequestBuilder.create(request.method()).setUri(request.url());
        builder.addHeader("Host", origin.getAuthority());
        request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
        if (!(request.body() instanceof Body.None)) {
            ByteArrayEntity entity = new ByteArrayEntity(request.body().bytes());
            entity.setContentType(Renderer.headerOf(request, "Content-Type"));
            builder.setEntity(entity);
        }
        HttpRequestWrapper theirs = HttpRequestWrapper.wrap(
                builder.build(), new HttpHost(origin.getHost(), origin.getPort(), origin.getScheme()));
        return () -> renderer.generateCurl(theirs);
    }
}
