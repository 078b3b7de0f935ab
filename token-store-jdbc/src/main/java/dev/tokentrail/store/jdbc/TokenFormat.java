package dev.tokentrail.store.jdbc;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A token as JSON, in clear. */
final class TokenFormat {

    /** What is written and read. */
    record Content(Token token, Instant issuedAt) {}

    private record Written(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String type,
            @JsonProperty("expiry") @Nullable Instant expiry,
            @JsonProperty("expiry_source") ExpirySource expirySource,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("refresh_expiry") @Nullable Instant refreshExpiry,
            @JsonProperty("refresh_expiry_source") ExpirySource refreshExpirySource,
            @JsonProperty("scopes") List<String> scopes,
            @JsonProperty("extras") Map<String, Object> extras,
            @JsonProperty("issued_at") Instant issuedAt) {

        @Override
        public String toString() {
            return "Written";
        }
    }

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private TokenFormat() {}

    static byte[] write(Content content) {
        Token token = content.token();
        return MAPPER.writeValueAsBytes(new Written(
                token.accessToken().reveal(),
                token.type(),
                token.expiry().instant(),
                token.expiry().source(),
                token.refreshToken() == null ? null : token.refreshToken().reveal(),
                token.refreshExpiry().instant(),
                token.refreshExpiry().source(),
                token.scopes(),
                token.extras(),
                content.issuedAt()));
    }

    static Content read(byte[] json) {
        try {
            Written written = MAPPER.readValue(json, Written.class);
            Token token = new Token(
                    Secret.of(written.accessToken()),
                    written.type(),
                    new Expiry(written.expiry(), written.expirySource()),
                    written.refreshToken() == null ? null : Secret.of(written.refreshToken()),
                    new Expiry(written.refreshExpiry(), written.refreshExpirySource()),
                    written.scopes(),
                    written.extras());
            return new Content(token, written.issuedAt());
        } catch (JacksonException | IllegalArgumentException malformed) {
            // The cause would quote what it failed on, which may be a token.
            throw new TokenStoreException(
                    "A token in the store is not written as this version writes them; a newer version may have written it.",
                    null);
        }
    }
}
