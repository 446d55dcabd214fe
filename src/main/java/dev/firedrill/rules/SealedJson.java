package dev.firedrill.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A file of JSON with a number for its format and a checksum of its own: what was altered since it was written is not
 * believed.
 */
public final class SealedJson {
    private static final String CHECKSUM = "checksum";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;
    private final String kind;
    private final int format;
    private final String remedy;

    /**
     * A file, which need not be there yet.
     *
     * @param kind what it is, such as {@code inventory}; also the key of the number
     * @param format the only format that is known
     * @param remedy what to do where it cannot be used
     */
    public SealedJson(Path file, String kind, int format, String remedy) {
        this.file = file;
        this.kind = kind;
        this.format = format;
        this.remedy = remedy;
    }

    /**
     * Writes it, readable for this user alone; it is there whole or not at all.
     *
     * @throws Inconclusive if it cannot be written
     */
    public void write(Consumer<ObjectNode> content) {
        try {
            var tree = JSON.createObjectNode().put(kind, format);
            content.accept(tree);
            tree.put(CHECKSUM, checksum(tree));
            PrivateFile.write(file, JSON.writeValueAsString(tree) + "\n");
        } catch (IOException e) {
            throw new Inconclusive("the " + kind + " could not be written to " + file + ": " + e, e);
        }
    }

    /**
     * Reads it.
     *
     * @param content may throw IllegalArgumentException where something is not what it must be
     * @throws Inconclusive if it is missing, cannot be read, or was altered
     */
    public <T> T read(Function<JsonNode, T> content) {
        var tree = tree();
        if (!tree.path(kind).isInt() || !tree.path(CHECKSUM).isTextual()) {
            throw unusable("it is no " + kind, null);
        }
        if (tree.path(kind).asInt() != format) {
            throw unusable("it is of format " + tree.path(kind).asInt() + ", and " + format + " is known", null);
        }
        var stored = ((ObjectNode) tree).remove(CHECKSUM).asText();
        if (!stored.equals(checksum(tree))) {
            throw unusable("it was altered: its checksum does not fit what stands in it", null);
        }
        try {
            return content.apply(tree);
        } catch (IllegalArgumentException e) {
            throw unusable("it is garbled: " + e.getMessage(), e);
        }
    }

    private JsonNode tree() {
        try {
            var tree = JSON.readTree(Files.readAllBytes(file));
            if (tree == null || !tree.isObject()) {
                throw unusable("it is no " + kind, null);
            }
            return tree;
        } catch (NoSuchFileException e) {
            throw unusable("there is no such file", e);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw unusable("it is garbled: " + place + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw unusable("it cannot be read: " + e, e);
        }
    }

    /** Of the content, however it is laid out in lines. */
    private static String checksum(JsonNode tree) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            JSON.writer()
                    .without(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), digest), tree);
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Inconclusive unusable(String why, Exception cause) {
        return new Inconclusive(
                "the " + kind + " " + file + " cannot be used: " + why + "\n  Remedy: " + remedy, cause);
    }
}
