package dev.tokentrail.core.curl;

import com.moczul.ok2curl.Configuration;
import com.moczul.ok2curl.CurlCommandGenerator;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import java.util.concurrent.Callable;
import okhttp3.Request;
import okhttp3.RequestBody;

/** OkHttp's own rendering and Ok2Curl's, of the same request. */
final class OkHttpRenderers {

    private OkHttpRenderers() {}

    static Callable<String> toCurl(WireRequest request) {
        Request theirs = request(request);
        return theirs::toCurl;
    }

    static Callable<String> ok2Curl(WireRequest request) {
        Request theirs = request(request);
        CurlCommandGenerator generator = new CurlCommandGenerator(new Configuration());
        return () -> generator.generate(theirs);
    }

    private static Request request(WireRequest request) {
        Request.Builder builder = new Request.Builder().url(request.url());
        request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
        return builder.method(
                        request.method(),
                        request.body() instanceof Body.None
                                ? null
                                : RequestBody.create(request.body().bytes(), null))
                .build();
    }
}
