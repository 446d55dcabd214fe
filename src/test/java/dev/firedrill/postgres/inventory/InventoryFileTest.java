package dev.firedrill.postgres.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.verdict.Inconclusive;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose checksum fits, but which lacks something or has it as another kind, is no inventory of nothing. */
class InventoryFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Inventory inventory = new Inventory(
            new InventoryOrigin(
                    "crm",
                    "shop",
                    "7412345678901234567",
                    3,
                    Lsn.parse("1/16B3748"),
                    Instant.parse("2026-11-22T03:14:07.123456Z"),
                    "17.2",
                    "on the primary"),
            List.of(
                    new TableContent(
                            "public.orders_1",
                            false,
                            List.of("public.all_orders", "public.orders"),
                            new RowDigest(7, new BigInteger("-9223372036854775809"), BigInteger.TWO),
                            ""),
                    new TableContent("public.scratch", true, List.of(), RowDigest.EMPTY, "")),
            List.of(
                    new SequenceState("public.a", new BigInteger("9223372036854775839"), true),
                    new SequenceState("public.b", BigInteger.ONE, false)),
            new RowDigest(1, BigInteger.TEN, BigInteger.ONE),
            List.of(new SchemaObject("table", "public.orders", "partitioned")));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void written() {
        file = directory.resolve("shop.json");
        inventory.write(file);
    }

    @Test
    void all_that_was_written_is_read() {
        assertThat(Inventory.read(file)).isEqualTo(inventory);
    }

    private void refused(Consumer<ObjectNode> change, String why) throws Exception {
        var tree = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        tree.remove("checksum");
        change.accept(tree);
        var sum = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(tree));
        tree.put("checksum", "sha256:" + HexFormat.of().formatHex(sum));
        var changed = Files.write(directory.resolve("changed.json"), JSON.writeValueAsBytes(tree));
        assertThatThrownBy(() -> Inventory.read(changed))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("cannot be used: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/system",
                "/database",
                "/systemIdentifier",
                "/timeline",
                "/lsn",
                "/time",
                "/serverVersion",
                "/how",
                "/tables",
                "/tables/0/name",
                "/tables/0/unlogged",
                "/tables/0/ancestors",
                "/tables/0/rows",
                "/tables/0/first",
                "/tables/0/second",
                "/sequences",
                "/sequences/0/name",
                "/sequences/0/reserved",
                "/sequences/0/called",
                "/largeObjects/rows",
                "/largeObjects/first",
                "/largeObjects/second",
                "/objects",
                "/objects/0/kind",
                "/objects/0/name",
                "/objects/0/definition"
            })
    void nothing_may_be_missing_or_of_another_kind(String path) throws Exception {
        int end = path.lastIndexOf('/');
        var key = path.substring(end + 1);
        var why = "it is garbled: [" + key + "] is n";
        refused(tree -> parent(tree, path.substring(0, end)).remove(key), why);
        refused(tree -> parent(tree, path.substring(0, end)).putObject(key), why);
    }

    private static ObjectNode parent(JsonNode tree, String path) {
        return (ObjectNode) tree.at(path);
    }

    @Test
    void a_number_that_is_none_or_too_large_and_a_time_that_is_none_are_refused() throws Exception {
        refused(tree -> tree.put("timeline", 1.5), "it is garbled: [timeline] is no whole number");
        refused(
                tree -> parent(tree, "/tables/0").put("rows", new BigInteger("9223372036854775808")),
                "it is garbled: [rows] is no whole number");
        refused(tree -> tree.put("time", "yesterday"), "it is garbled: [time]: ");
        refused(tree -> tree.put("lsn", "nowhere"), "it is garbled: ");
        refused(tree -> parent(tree, "/tables/0").put("first", "many"), "it is garbled: ");
    }

    @Test
    void another_format_or_none_is_refused_whatever_its_checksum() throws Exception {
        refused(tree -> tree.put("inventory", 2), "it is of format 2, and 1 is known");
        refused(tree -> tree.put("inventory", "1"), "it is no inventory");
        refused(tree -> tree.remove("inventory"), "it is no inventory");
    }
}
