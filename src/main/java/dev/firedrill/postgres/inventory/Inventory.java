package dev.firedrill.postgres.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a database must contain, recorded from the source at an exact position of its log: counts and digests of its
 * tables, states of its sequences, and every object of its schema by name. A restore to that very position is compared
 * with it.
 *
 * <pre>{@code
 * @Restore(value = "orders", at = "inventory")
 * class OrdersContentCheck {
 *     @Test
 *     void every_row_came_back(PostgresInstance orders) {
 *         assertThat(orders).table("orders").isIdenticalTo(orders.inventory());
 *     }
 * }
 * }</pre>
 *
 * @param origin of which state it tells
 * @param tables by name; of a partitioned table its partitions
 * @param largeObjects the digest of all pages of large objects
 */
public record Inventory(
        InventoryOrigin origin,
        List<TableContent> tables,
        List<SequenceState> sequences,
        RowDigest largeObjects,
        List<SchemaObject> objects) {
    public Inventory {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        objects = List.copyOf(objects);
    }

    /**
     * Reads a file that {@code firedrill inventory} wrote.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it is missing, cannot be read, or was altered
     */
    public static Inventory read(Path file) {
        return new InventoryFile(file).read();
    }

    /**
     * Writes it, readable for this user alone; the file is there whole or not at all.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be written
     */
    public void write(Path file) {
        new InventoryFile(file).write(this);
    }

    /** The tables whose rows are those of this one: itself, and what inherits from it or is a partition of it. */
    public List<String> family(String table) {
        return tables.stream()
                .filter(it -> it.name().equals(table) || it.ancestors().contains(table))
                .map(TableContent::name)
                .toList();
    }

    /** How many rows these tables have together. */
    public long rowsOf(List<String> names) {
        return tables.stream()
                .filter(it -> names.contains(it.name()))
                .mapToLong(it -> it.digest().rows())
                .sum();
    }

    Map<String, TableContent> tablesByName() {
        return tables.stream().collect(Collectors.toMap(TableContent::name, Function.identity()));
    }
}
