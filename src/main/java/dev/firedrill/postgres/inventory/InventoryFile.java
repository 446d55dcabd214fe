package dev.firedrill.postgres.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.rules.PrivateFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An inventory as JSON, with a checksum of its own: what was altered since it was recorded is not believed. */
final class InventoryFile {
    private static final int VERSION = 1;
    private static final String CHECKSUM = "checksum";
    private static final String REMEDY =
            "\n  Remedy: record it anew with firedrill inventory, or bring back the file that it wrote";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;

    InventoryFile(Path file) {
        this.file = file;
    }

    void write(Inventory inventory) {
        try {
            var tree = InventoryJson.tree(JSON.createObjectNode().put("inventory", VERSION), inventory);
            tree.put(CHECKSUM, checksum(tree));
            PrivateFile.write(file, JSON.writeValueAsString(tree) + "\n");
        } catch (IOException e) {
            throw new Inconclusive("the inventory could not be written to " + file + ": " + e, e);
        }
    }

    Inventory read() {
        var tree = tree();
        if (!tree.path("inventory").isInt() || !tree.path(CHECKSUM).isTextual()) {
            throw unusable("it is no inventory", null);
        }
        if (tree.path("inventory").asInt() != VERSION) {
            throw unusable(
                    "it is of format " + tree.path("inventory").asInt() + ", and " + VERSION + " is known", null);
        }
        var stored = ((ObjectNode) tree).remove(CHECKSUM).asText();
        if (!stored.equals(checksum(tree))) {
            throw unusable("it was altered: its checksum does not fit what stands in it", null);
        }
        try {
            return InventoryJson.inventory(tree);
        } catch (IllegalArgumentException e) {
            throw unusable("it is garbled: " + e.getMessage(), e);
        }
    }

    private JsonNode tree() {
        try {
            var tree = JSON.readTree(Files.readAllBytes(file));
            if (tree == null || !tree.isObject()) {
                throw unusable("it is no inventory", null);
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
            var bytes =
                    JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(tree);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Inconclusive unusable(String why, Exception cause) {
        return new Inconclusive("the inventory " + file + " cannot be used: " + why + REMEDY, cause);
    }
}
