package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.CollationDifference;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at each row of each table of which the catalog promises something: once for all promises together, and once more
 * where some row breaks one.
 */
final class RowScan {
    private static final int PROMISES_AT_A_TIME = 500;
    /** Canceled, out of something, not connected: trying parts of the same would take as long again. */
    private static final Set<String> NOT_OF_A_CONDITION = Set.of("08", "53", "57", "58");

    private final RuledDatabase database;
    private final Map<CatalogRule, KeptPromises> tallies = new EnumMap<>(CatalogRule.class);

    RowScan(RuledDatabase database) {
        this.database = database;
        for (var rule : List.of(
                CatalogRule.NOT_NULL, CatalogRule.CHECK_CONSTRAINTS, CatalogRule.PARTITIONS, CatalogRule.SEQUENCES)) {
            tallies.put(rule, new KeptPromises());
        }
    }

    /** What was found, by rule. */
    Map<CatalogRule, KeptPromises> run() throws SQLException {
        try (var sessions = new SessionSupply(database)) {
            var catalog = new PromisedTables(sessions, ordersOtherwise(), tallies.get(CatalogRule.SEQUENCES));
            while (catalog.hasMore()) {
                for (var table : catalog.next()) {
                    look(table, sessions);
                }
            }
        }
        return tallies;
    }

    private boolean ordersOtherwise() throws SQLException {
        try (var connection = database.connect()) {
            return !CollationDifference.in(connection).isEmpty();
        }
    }

    private void look(PromisedTable table, SessionSupply sessions) {
        var rules = table.rules();
        rules.forEach(rule -> tallies.get(rule).looked(table.of(rule).size()));
        var counts = rules.stream()
                .map(rule -> "count(*) FILTER (WHERE " + table.anyBreach(rule) + ")")
                .collect(Collectors.joining(", "));
        try {
            var broken = sessions.counts("SELECT " + counts + " FROM ONLY " + table.name());
            int n = 0;
            for (var rule : rules) {
                if (broken[n++] > 0) {
                    lookCloser(table, table.of(rule), sessions);
                }
            }
        } catch (SQLException e) {
            failed(table, e, sessions);
        }
    }

    private void failed(PromisedTable table, SQLException e, SessionSupply sessions) {
        for (var rule : table.rules()) {
            if (isOfAll(e)) {
                tallies.get(rule).add(Offence.of(e, table.name()));
            } else {
                lookCloser(table, table.of(rule), sessions);
            }
        }
    }

    private static boolean isOfAll(SQLException e) {
        var fault = ServerFault.of(e);
        return fault.isDamage() || NOT_OF_A_CONDITION.stream().anyMatch(fault.state()::startsWith);
    }

    /** Counts for each promise; where one cannot be evaluated, it is found by halves. */
    private void lookCloser(PromisedTable table, List<Promise> promises, SessionSupply sessions) {
        if (promises.size() > PROMISES_AT_A_TIME) {
            inHalves(table, promises, sessions);
            return;
        }
        var counts = promises.stream()
                .map(promise -> "count(*) FILTER (WHERE " + promise.breach() + ")")
                .collect(Collectors.joining(", "));
        try {
            var broken = sessions.counts("SELECT count(*), " + counts + " FROM ONLY " + table.name());
            for (int i = 0; i < promises.size(); i++) {
                if (broken[i + 1] > 0) {
                    tell(table, promises.get(i), broken[i + 1], broken[0], sessions);
                }
            }
        } catch (SQLException e) {
            if (promises.size() == 1) {
                tallies.get(promises.get(0).rule())
                        .add(Offence.of(e, promises.get(0).name()));
            } else {
                inHalves(table, promises, sessions);
            }
        }
    }

    private void inHalves(PromisedTable table, List<Promise> promises, SessionSupply sessions) {
        int half = promises.size() / 2;
        lookCloser(table, promises.subList(0, half), sessions);
        lookCloser(table, promises.subList(half, promises.size()), sessions);
    }

    private void tell(PromisedTable table, Promise promise, long broken, long rows, SessionSupply sessions) {
        var tally = tallies.get(promise.rule());
        try {
            var doubt = CheckConstraints.doubt(promise, sessions);
            var key = TableKey.of(sessions, table.oid(), false);
            var from = "FROM ONLY " + table.name() + " WHERE " + promise.breach();
            var offending = BrokenRows.of(table.name(), key, "", values(promise, key), from, broken);
            // Of a sequence that is behind, the rows are those that were written before: they are not what offends.
            var names = promise.rule() == CatalogRule.SEQUENCES
                    ? PromiseOffenders.ofItself(promise.name())
                    : offending.of(promise.name());
            offending.addTo(tally, doubt.verdict(), names, promise.text(broken, rows, doubt), broken, sessions);
        } catch (SQLException e) {
            // It was counted: that no more can be told of it must not make less of it.
            tally.add(Offence.of(promise.doubt().verdict(), promise.text(broken, rows, promise.doubt())));
        }
    }

    /** A key that is shown as the key needs not be shown as the value, too. */
    private static List<String> values(Promise promise, TableKey key) {
        var values = promise.value().isEmpty() ? List.<String>of() : List.of(promise.value());
        return key.columns().equals(values) ? List.of() : values;
    }
}
