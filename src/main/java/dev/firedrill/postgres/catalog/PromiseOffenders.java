package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.KeyedRows;
import dev.firedrill.rules.CsvLine;
import dev.firedrill.rules.Offender;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.util.List;

/**
 * What offends against a promise of the catalog, by names that are the same after every restore: its rows by their keys,
 * or the thing itself.
 *
 * @param promise its name, without numbers that change
 * @param key what rows are named by, such as {@code (order_id, line)}; empty where the thing itself offends
 * @param sql has a row for each offence, its key first; empty where the thing itself offends
 * @param keys how many columns are the key
 * @param number how many offences were counted
 */
record PromiseOffenders(String promise, String key, String sql, int keys, long number) {
    static PromiseOffenders ofItself(String promise) {
        return new PromiseOffenders(promise, "", "", 0, 1);
    }

    /**
     * At most so many.
     *
     * @throws Inconclusive if they cannot be told apart
     */
    List<Offender> first(Inspected inspected, int most) throws SQLException {
        if (sql.isEmpty()) {
            return List.of(new Offender(List.of(promise, "", ""), new Sample(promise, "")));
        }
        var rows = new KeyedRows(inspected.database(), sql, keys, true);
        var found = inspected.sessions().first(rows, most);
        if (!found.keepTheirKeys()) {
            throw new Inconclusive("rows without a primary key are named by their place, which they do not keep");
        }
        if (found.rows().size() != Math.min(most, number)) {
            throw new Inconclusive("%,d were counted, and %,d are named"
                    .formatted(number, found.rows().size()));
        }
        return found.rows().stream()
                .map(row -> new Offender(List.of(promise, key, CsvLine.of(row.key())), row.sample()))
                .toList();
    }
}
