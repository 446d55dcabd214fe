package dev.firedrill.kafka.contents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A JSON document with the number of its format, and a checksum of its own: what was altered since it was written is not
 * believed.
 *
 * @param format the key that has the number: {@code inventory}
 * @param version the number of the format that is known
 */
public record SealedJson(String format, int version) {
    private static final String CHECKSUM = "checksum";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Why a document cannot be used, in words. */
    public static final class Unusable extends Exception {
        Unusable(String why, Exception cause) {
            super(why, cause);
        }
    }

    /** The text of a document. */
    public String text(Object content) {
        try {
            var tree = JSON.createObjectNode().put(format, version);
            tree.setAll((ObjectNode) JSON.valueToTree(content));
            tree.put(CHECKSUM, checksum(tree));
            return JSON.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is to be written has no JSON", e);
        }
    }

    /**
     * Reads one.
     *
     * @throws Unusable if it is another document, or was altered
     * @throws IOException if it cannot be read, or is not there
     */
    public <T> T read(Path file, Class<T> type) throws Unusable, IOException {
        try {
            var tree = JSON.readTree(Files.readAllBytes(file));
            if (tree == null
                    || !tree.isObject()
                    || !tree.path(format).isInt()
                    || !tree.path(CHECKSUM).isTextual()) {
                throw new Unusable("it is no " + format, null);
            }
            var found = ((ObjectNode) tree).remove(CHECKSUM).asText();
            if (tree.path(format).asInt() != version) {
                throw new Unusable(
                        "it is of format " + tree.path(format).asInt() + ", and " + version + " is known", null);
            }
            if (!found.equals(checksum(tree))) {
                throw new Unusable("it was altered: its checksum does not fit what stands in it", null);
            }
            ((ObjectNode) tree).remove(format);
            return JSON.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new Unusable("it is garbled: " + place + e.getOriginalMessage(), e);
        }
    }

    /** Of the content, however it is laid out in lines. */
    private static String checksum(JsonNode tree) throws JsonProcessingException {
        var bytes = JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(tree);
        return "sha256:" + HexFormat.of().formatHex(RecordDigest.sha256().digest(bytes));
    }
}
