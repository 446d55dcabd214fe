package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables with rows and what is promised of these, some tables at a time, so that little of it is held at once. */
final class PromisedTables {
    private static final int MOST_TABLES = 1_000;
    private static final int MOST_COLUMNS = 20_000;

    private static final String TABLES =
            """
            SELECT c.oid, c.oid::regclass::text, c.relnatts FROM pg_class c WHERE c.relkind = 'r' AND %s ORDER BY 2"""
                    .formatted(CatalogQuery.OF_USERS);

    private final SessionSupply sessions;
    private final List<PromiseSource> sources;
    private final List<List<String>> tables;
    private int next;

    PromisedTables(SessionSupply sessions, boolean ordersOtherwise, KeptPromises sequences) throws SQLException {
        this.sessions = sessions;
        this.sources = List.of(
                new NotNullColumns(),
                new CheckConstraints(),
                new DomainConstraints(),
                new PartitionBounds(ordersOtherwise),
                new SequenceUses(sequences));
        this.tables = sessions.rows(TABLES);
        SequencesMissing.inspect(sessions, sequences);
    }

    boolean hasMore() {
        return next < tables.size();
    }

    /** The next ones; those of which nothing is promised are left out. */
    List<PromisedTable> next() throws SQLException {
        Map<Long, PromisedTable> group = new LinkedHashMap<>();
        int columns = 0;
        while (hasMore() && group.size() < MOST_TABLES && columns < MOST_COLUMNS) {
            var row = tables.get(next++);
            long oid = Long.parseLong(row.get(0));
            group.put(oid, new PromisedTable(oid, row.get(1)));
            columns += Integer.parseInt(row.get(2));
        }
        for (var source : sources) {
            source.addTo(group, sessions);
        }
        var promised = new ArrayList<>(group.values());
        promised.removeIf(table -> table.promises().isEmpty());
        return promised;
    }
}
