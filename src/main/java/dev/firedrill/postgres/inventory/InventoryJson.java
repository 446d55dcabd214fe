package dev.firedrill.postgres.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.postgres.Lsn;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An inventory as a tree of JSON, and back. Numbers beyond 53 bits are texts. */
final class InventoryJson {
    private InventoryJson() {}

    /** @return the same tree, with the inventory in it */
    static ObjectNode tree(ObjectNode tree, Inventory inventory) {
        var origin = inventory.origin();
        tree.put("system", origin.system())
                .put("database", origin.database())
                .put("systemIdentifier", origin.systemIdentifier())
                .put("timeline", origin.timeline())
                .put("lsn", origin.lsn().toString())
                .put("time", origin.time().toString())
                .put("serverVersion", origin.serverVersion())
                .put("how", origin.how());
        var tables = tree.putArray("tables");
        for (var table : inventory.tables()) {
            var node = tables.addObject().put("name", table.name()).put("unlogged", table.unlogged());
            table.ancestors().forEach(node.putArray("ancestors")::add);
            digest(node, table.digest());
            if (!table.isRecorded()) {
                node.put("obstacle", table.obstacle());
            }
        }
        var sequences = tree.putArray("sequences");
        for (var sequence : inventory.sequences()) {
            sequences
                    .addObject()
                    .put("name", sequence.name())
                    .put("reserved", sequence.reserved().toString())
                    .put("called", sequence.called());
        }
        digest(tree.putObject("largeObjects"), inventory.largeObjects());
        var objects = tree.putArray("objects");
        for (var object : inventory.objects()) {
            objects.addObject()
                    .put("kind", object.kind())
                    .put("name", object.name())
                    .put("definition", object.definition());
        }
        return tree;
    }

    private static void digest(ObjectNode into, RowDigest digest) {
        into.put("rows", digest.rows())
                .put("first", digest.first().toString())
                .put("second", digest.second().toString());
    }

    /** @throws IllegalArgumentException naming what is missing or of another kind */
    static Inventory inventory(JsonNode tree) {
        return new Inventory(
                origin(tree),
                all(
                        tree,
                        "tables",
                        it -> new TableContent(
                                text(it, "name"),
                                bool(it, "unlogged"),
                                all(it, "ancestors", JsonNode::asText),
                                digest(it),
                                it.has("obstacle") ? text(it, "obstacle") : "")),
                all(
                        tree,
                        "sequences",
                        it -> new SequenceState(text(it, "name"), number(it, "reserved"), bool(it, "called"))),
                digest(tree.path("largeObjects")),
                all(
                        tree,
                        "objects",
                        it -> new SchemaObject(text(it, "kind"), text(it, "name"), text(it, "definition"))));
    }

    private static InventoryOrigin origin(JsonNode tree) {
        try {
            return new InventoryOrigin(
                    text(tree, "system"),
                    text(tree, "database"),
                    text(tree, "systemIdentifier"),
                    (int) whole(tree, "timeline"),
                    Lsn.parse(text(tree, "lsn")),
                    Instant.parse(text(tree, "time")),
                    text(tree, "serverVersion"),
                    text(tree, "how"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("[time]: " + e.getMessage(), e);
        }
    }

    private static RowDigest digest(JsonNode node) {
        return new RowDigest(whole(node, "rows"), number(node, "first"), number(node, "second"));
    }

    private static <T> List<T> all(JsonNode tree, String key, Function<JsonNode, T> reader) {
        if (!tree.path(key).isArray()) {
            throw new IllegalArgumentException("[" + key + "] is no list");
        }
        var all = new ArrayList<T>();
        tree.path(key).forEach(node -> all.add(reader.apply(node)));
        return all;
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("[" + key + "] is no text");
        }
        return node.path(key).asText();
    }

    private static BigInteger number(JsonNode node, String key) {
        return new BigInteger(text(node, key));
    }

    private static long whole(JsonNode node, String key) {
        if (!node.path(key).isIntegralNumber() || !node.path(key).canConvertToLong()) {
            throw new IllegalArgumentException("[" + key + "] is no whole number");
        }
        return node.path(key).asLong();
    }

    private static boolean bool(JsonNode node, String key) {
        if (!node.path(key).isBoolean()) {
            throw new IllegalArgumentException("[" + key + "] is neither true nor false");
        }
        return node.path(key).asBoolean();
    }
}
