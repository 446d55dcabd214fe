package dev.firedrill.redis.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.rules.SealedJson;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.TreeMap;

/** An inventory of Redis as JSON. What is many and binary stands in lines of Base64. */
final class RedisInventoryFile {
    private static final int FORMAT = 1;
    private static final String ENGINE = "redis";
    private static final int KEYS_A_LINE = 1_024;
    private static final int SEGMENTS_A_LINE = 1_024;

    private RedisInventoryFile() {}

    private static SealedJson sealed(Path file) {
        return new SealedJson(
                file,
                "inventory",
                FORMAT,
                "record it anew with firedrill inventory, or bring back the file that it wrote");
    }

    static void write(Path file, RedisInventory inventory) {
        sealed(file).write(tree -> fill(tree, inventory));
    }

    static RedisInventory read(Path file) {
        return sealed(file).read(RedisInventoryFile::inventory);
    }

    private static void fill(ObjectNode tree, RedisInventory inventory) {
        tree.put("engine", ENGINE).put("system", inventory.system());
        var origins = tree.putArray("origins");
        for (var origin : inventory.origins()) {
            origins.addObject()
                    .put("time", origin.time().toString())
                    .put("version", origin.version())
                    .put("replicationId", origin.replicationId())
                    .put("offset", origin.offset())
                    .put("savedAt", origin.savedAt())
                    .put("savedIn", origin.savedIn())
                    .put("aofBytes", origin.aofBytes())
                    .put("how", origin.how());
        }
        var databases = tree.putArray("databases");
        inventory
                .databases()
                .forEach((number, content) -> fill(databases.addObject().put("number", number), content));
    }

    private static void fill(ObjectNode node, DatabaseContent content) {
        var staying = node.putObject("keysWithoutExpiry");
        content.staying().forEach((type, keys) -> staying.put(type.text(), keys));
        node.put("keysWithExpiry", content.expiring().size());
        node.put("segmentBits", content.segments().bits());
        var segments = node.putArray("segments");
        var bytes = content.segments().bytes();
        int line = SEGMENTS_A_LINE * Segments.BYTES_EACH;
        for (int from = 0; from < bytes.length; from += line) {
            segments.add(text(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + line))));
        }
        var expiring = node.putArray("expiring");
        int size = content.expiring().size();
        for (int from = 0; from < size; from += KEYS_A_LINE) {
            expiring.add(text(content.expiring().bytes(from, Math.min(size, from + KEYS_A_LINE))));
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException if something is not what it must be */
    private static RedisInventory inventory(JsonNode tree) {
        if (!tree.path("engine").asText().equals(ENGINE)) {
            throw new IllegalArgumentException("it is no inventory of a Redis");
        }
        var origins = new ArrayList<RedisOrigin>();
        array(tree, "origins").forEach(node -> origins.add(origin(node)));
        var databases = new TreeMap<Integer, DatabaseContent>();
        array(tree, "databases").forEach(node -> databases.put((int) whole(node, "number"), content(node)));
        return new RedisInventory(text(tree, "system"), origins, databases);
    }

    private static RedisOrigin origin(JsonNode node) {
        try {
            return new RedisOrigin(
                    Instant.parse(text(node, "time")),
                    text(node, "version"),
                    text(node, "replicationId"),
                    whole(node, "offset"),
                    whole(node, "savedAt"),
                    whole(node, "savedIn"),
                    whole(node, "aofBytes"),
                    text(node, "how"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("[time] is no instant", e);
        }
    }

    private static DatabaseContent content(JsonNode node) {
        var staying = new EnumMap<KeyType, Long>(KeyType.class);
        for (var type : KeyType.values()) {
            if (node.path("keysWithoutExpiry").has(type.text())) {
                staying.put(type, whole(node.path("keysWithoutExpiry"), type.text()));
            }
        }
        var segments = new ByteArrayOutputStream();
        array(node, "segments").forEach(line -> segments.writeBytes(bytes(line)));
        var expiring = new ExpiringKeys();
        array(node, "expiring").forEach(line -> expiring.addAll(bytes(line)));
        var content = new DatabaseContent(
                staying, Segments.of((int) whole(node, "segmentBits"), segments.toByteArray()), expiring);
        long counted = staying.values().stream().mapToLong(Long::longValue).sum();
        if (expiring.size() != whole(node, "keysWithExpiry")
                || content.segments().all() != counted) {
            throw new IllegalArgumentException("its keys are not as many as it says");
        }
        return content;
    }

    private static byte[] bytes(JsonNode line) {
        return Base64.getDecoder().decode(line.asText());
    }

    private static ArrayNode array(JsonNode node, String key) {
        if (node.path(key) instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalArgumentException("[" + key + "] is no list");
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("[" + key + "] is no text");
        }
        return node.path(key).asText();
    }

    private static long whole(JsonNode node, String key) {
        if (!node.path(key).isIntegralNumber() || !node.path(key).canConvertToLong()) {
            throw new IllegalArgumentException("[" + key + "] is no whole number");
        }
        return node.path(key).asLong();
    }
}
