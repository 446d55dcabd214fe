package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.Map;

/** What a partition may hold, by its own bounds and those of the partitioned tables above it. */
final class PartitionBounds implements PromiseSource {
    private static final String BOUNDS =
            """
            SELECT c.oid, pg_get_partition_constraintdef(c.oid), EXISTS (
                SELECT FROM pg_partition_ancestors(c.oid) AS a (relid) JOIN pg_partitioned_table p ON p.partrelid = a.relid
                WHERE p.partstrat = 'r' AND EXISTS (SELECT FROM pg_catalog.unnest(p.partcollation) AS k (id) WHERE k.id <> 0))
            FROM pg_class c WHERE c.relispartition AND c.oid = ANY (%s) ORDER BY c.oid""";

    private final boolean ordersOtherwise;

    /** @param ordersOtherwise whether this host orders texts by another collation than the source */
    PartitionBounds(boolean ordersOtherwise) {
        this.ordersOtherwise = ordersOtherwise;
    }

    @Override
    public void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException {
        for (var row : sessions.rows(BOUNDS.formatted(CatalogQuery.oids(tables.keySet())))) {
            // A default partition without others beside it may hold everything.
            if (row.get(1) != null) {
                var table = tables.get(Long.parseLong(row.get(0)));
                var breach = "(" + row.get(1) + ") IS FALSE";
                table.promises()
                        .add(new Promise(
                                CatalogRule.PARTITIONS,
                                table.name(),
                                breach,
                                "",
                                "not the place of",
                                "",
                                0,
                                ordersOtherwise && CatalogQuery.isTrue(row.get(2))
                                        ? Doubt.ORDERED_OTHERWISE
                                        : Doubt.NONE));
            }
        }
    }
}
