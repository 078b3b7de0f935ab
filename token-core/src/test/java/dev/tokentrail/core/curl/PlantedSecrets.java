package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Requests with a secret in each position that a request has, each position named. */
final class PlantedSecrets {

    private PlantedSecrets() {}

    /** Makes a request from a URL without path, and a secret. */
    interface Position extends BiFunction<String, Secret, WireRequestBuilder> {}

    static Map<String, Position> positions() {
        Map<String, Position> all = new LinkedHashMap<>();
        headers(all);
        addresses(all);
        bodies(all);
        mixed(all);
        oddPlaces(all);
        return all;
    }

    private static void headers(Map<String, Position> all) {
        all.put("basic", (url, s) -> get(url).basic("client", s));
        all.put(
                "basic after another header",
                (url, s) -> get(url).acceptJson().header("Authorization", basic("id:" + s.reveal())));
        all.put("basic, raw", (url, s) -> get(url).basicRaw("client", s));
        all.put("basic, odd id", (url, s) -> get(url).basic("cl ient:%", s));
        all.put(
                "basic without colon",
                (url, s) -> get(url).header("Authorization", basic(s.reveal().replace(":", ""))));
        all.put("bearer", (url, s) -> get(url).bearer(s));
        all.put(
                "bearer after another header",
                (url, s) -> get(url).acceptJson().header("Authorization", "Bearer " + s.reveal()));
        all.put("bearer, lower case", (url, s) -> get(url).header("authorization", "bearer " + s.reveal()));
        all.put(
                "dpop scheme",
                (url, s) ->
                        get(url).header("Authorization", "DPoP " + s.reveal()).header("DPoP", "p" + s.reveal()));
        all.put(
                "unknown scheme",
                (url, s) -> get(url).header("Authorization", "Hawk id=\"x\", mac=\"" + s.reveal() + "\""));
        all.put("two authorizations", (url, s) -> get(url).bearer(s).header("Authorization", "Bearer x" + s.reveal()));
        all.put("proxy", (url, s) -> get(url).header("Proxy-Authorization", basic("p:" + s.reveal())));
        all.put("cookie", (url, s) -> get(url).header("Cookie", "a=b; sid=" + s.reveal() + "; c=d"));
        all.put("vendor header", (url, s) -> get(url).header("client-secret", s).header("organization-id", "org"));
        all.put(
                "any header",
                (url, s) -> get(url).header("X-Any", s).header("X-Part", "before " + s.reveal() + " after"));
        all.put("referer", (url, s) -> get(url).secret(s).header("Referer", "http://r/?code=" + curl(s)));
    }

    private static void addresses(Map<String, Position> all) {
        all.put("query by name", (url, s) -> WireRequest.get(url + "/q?a=1&access_token=" + percent(s) + "&b=%20"));
        all.put(
                "query by value",
                (url, s) -> WireRequest.get(url + "/q?x=" + curl(s)).secret(s));
        all.put(
                "query, part of a value",
                (url, s) -> WireRequest.get(url + "/q?u=http%3A%2F%2Fx%3Ft%3D" + percent(s))
                        .secret(s));
        all.put(
                "path",
                (url, s) -> WireRequest.get(url + "/tokens/" + percent(s) + "/x?y=1")
                        .secret(s));
        all.put(
                "path and dots",
                (url, s) ->
                        WireRequest.get(url + "/../[" + percent(s) + "]/%c3").secret(s));
    }

    private static void bodies(Map<String, Position> all) {
        all.put(
                "form",
                (url, s) -> post(url)
                        .form(Parameters.of("grant_type", "password")
                                .and("username", "u v")
                                .and("password", s)
                                .and("scope", "a b")));
        all.put(
                "form by value",
                (url, s) -> post(url).form(Parameters.of("x", "1").and("any", s)));
        all.put(
                "form, whole body declared",
                (url, s) -> post(url).body(new Body.Form(Parameters.none().and("any", s))));
        all.put(
                "form, other alphabet",
                (url, s) -> raw(url, "application/x-www-form-urlencoded", "code=" + percent(s) + "&x=*")
                        .secret(s));
        all.put(
                "form, empty piece",
                (url, s) -> raw(url, "application/x-www-form-urlencoded", "&refresh_token=" + curl(s) + "&"));
        all.put(
                "form, several",
                (url, s) -> post(url)
                        .form(Parameters.of("client_secret", s.reveal())
                                .and("code", "c" + s.reveal())
                                .and("code_verifier", s.reveal() + "v")));
        all.put("form without type", (url, s) -> raw(url, "text/plain", "a=1&token=" + curl(s)));
        all.put(
                "json",
                (url, s) -> post(url)
                        .json(Parameters.of("grant_type", "refresh_token")
                                .and("refresh_token", s)
                                .and("client_id", "x")));
        all.put("json by value", (url, s) -> post(url).json(Parameters.none().and("any", s)));
        all.put(
                "json, escaped",
                (url, s) -> raw(
                        url,
                        "application/json",
                        "{ \"a\": [1, {\"password\" : " + asciiJson(s) + "}],\r\n\"n\":null}"));
        all.put(
                "multipart",
                (url, s) -> post(url)
                        .multipart(Parameters.of("grant_type", "password").and("password", s)));
        all.put(
                "multipart by value",
                (url, s) -> post(url).multipart(Parameters.none().and("any", s).and("x", "y")));
        all.put(
                "text",
                (url, s) -> raw(url, "text/plain", "it is " + s.reveal() + " and " + percent(s) + ".\t")
                        .secret(s));
        all.put(
                "text that is the secret",
                (url, s) -> raw(url, "text/plain", s.reveal()).secret(s));
        all.put(
                "binary",
                (url, s) -> WireRequest.method("PUT", url + "/b")
                        .body(new Body.Raw(binary(s), "a/b"))
                        .secret(s));
    }

    private static void mixed(Map<String, Position> all) {
        all.put(
                "basic and form",
                (url, s) -> post(url)
                        .service("GOTO")
                        .basic("client", s)
                        .form(Parameters.of("code", "c-" + s.reveal()).and("grant_type", "authorization_code")));
        all.put(
                "header and json",
                (url, s) -> post(url)
                        .header("X-Api-Key", "k" + s.reveal())
                        .json(Parameters.none().and("password", s)));
        all.put(
                "header beside one that does not print",
                (url, s) -> get(url).header("X-Odd", "a\u202e\tb").header("client-secret", s));
        all.put("query beside what does not print", (url, s) -> WireRequest.get(url + "/\u200b?token=" + percent(s)));
    }

    /** Where only letters and digits can stand: a secret there is a mistake, and hidden all the same. */
    private static void oddPlaces(Map<String, Position> all) {
        all.put(
                "header name",
                (url, s) -> get(url).header("X-" + word(s), "v")
                        .header("X-E" + word(s), "")
                        .secret(Secret.of(word(s))));
        all.put("method", (url, s) -> WireRequest.method(word(s), url + "/m").secret(Secret.of(word(s))));
        all.put(
                "parameter name",
                (url, s) -> WireRequest.get(url + "/q?" + word(s) + "=1").secret(Secret.of(word(s))));
    }

    private static String word(Secret secret) {
        return "word" + secret.reveal().replaceAll("[^A-Za-z0-9]", "");
    }

    private static WireRequestBuilder get(String url) {
        return WireRequest.get(url + "/get");
    }

    private static WireRequestBuilder post(String url) {
        return WireRequest.post(url + "/post");
    }

    private static WireRequestBuilder raw(String url, String type, String text) {
        return WireRequest.post(url + "/raw").body(new Body.Raw(text.getBytes(StandardCharsets.UTF_8), type));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String curl(Secret secret) {
        return FormEncoding.encode(secret.reveal());
    }

    private static String percent(Secret secret) {
        return URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String asciiJson(Secret secret) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : secret.reveal().toCharArray()) {
            json.append(
                    c < ' ' || c > '~' || c == '"' || c == '\\'
                            ? String.format("\\u%04x", (int) c)
                            : String.valueOf(c));
        }
        return json.append('"').toString();
    }

    private static byte[] binary(Secret secret) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0xff, 'a', '-'});
        bytes.writeBytes(secret.reveal().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {0, (byte) 0x80});
        return bytes.toByteArray();
    }
}
