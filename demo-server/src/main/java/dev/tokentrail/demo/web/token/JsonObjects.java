package dev.tokentrail.demo.web.token;

import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.Reader;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON for jjwt with the Jackson that is here already; a member that comes twice is refused. */
final class JsonObjects extends AbstractDeserializer<Map<String, ?>> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    protected Map<String, ?> doDeserialize(Reader reader) {
        return JSON.readValue(reader, new TypeReference<Map<String, Object>>() {});
    }
}
