package dev.firedrill.postgres.inventory;

import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a sequence has come, as a recovery brings it back: a server writes to its log up to which value it may give
 * values out, 32 of them ahead, and after a recovery goes on from there. So what counts is not the last value but that
 * end, which is the same on both sides.
 *
 * @param reserved the value up to which values may have been given out
 * @param called whether any was
 */
public record SequenceState(String name, BigInteger reserved, boolean called) {
    private static final int AT_ONCE = 100;

    private static final String NAMES =
            """
            SELECT format('%I.%I', n.nspname, c.relname), s.seqincrement
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {n} AND c.relpersistence = 'p' ORDER BY 1"""
                    .replace("{n}", TableFacts.SCHEMAS);

    /** Names and increments of all sequences whose state survives a recovery. */
    static List<List<String>> names(PinnedSession session) throws SQLException {
        return session.rows(NAMES);
    }

    /** Their states by now: a sequence belongs to no snapshot. */
    static List<SequenceState> of(PinnedSession session, List<List<String>> names) throws SQLException {
        var increments = new HashMap<String, BigInteger>();
        names.forEach(row -> increments.put(row.get(0), new BigInteger(row.get(1))));
        var all = new ArrayList<SequenceState>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            var some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            for (var row : session.rows(query(some))) {
                all.add(state(row, increments));
            }
        }
        return all;
    }

    private static String query(List<List<String>> names) {
        return names.stream()
                .map(row -> "SELECT '%s', last_value, log_cnt, is_called FROM %s"
                        .formatted(row.get(0).replace("'", "''"), row.get(0)))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static SequenceState state(List<String> row, Map<String, BigInteger> increments) {
        var ahead = new BigInteger(row.get(2)).multiply(increments.get(row.get(0)));
        return new SequenceState(
                row.get(0), new BigInteger(row.get(1)).add(ahead), row.get(3).equals("t"));
    }

    String text() {
        return called ? "has reserved values up to " + reserved : "was not used yet, and begins at " + reserved;
    }
}
