package dev.firedrill.postgres;

import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Offender;
import dev.firedrill.rules.Offending;
import dev.firedrill.rules.OffendingRows;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Inconclusive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The offenders that a query returns, with their whole keys. It has a session of its own: it is asked for when that of
 * the rule is over.
 *
 * @param keys how many leading columns are the key
 * @param withValue whether the columns after them may be shown
 */
public record KeyedRows(RuledDatabase database, String sql, int keys, boolean withValue) {
    /** Of all keys together; a key may be larger than this process. */
    private static final long MOST_SIGNS = 20_000_000;
    /** What bytes become that are no character, whichever they are. */
    private static final char GARBLED = '\uFFFD';
    /** Of one value of a key: an index has no room for more than a fraction of that. */
    private static final int LONGEST_PART = 10_000;

    Offending offending() {
        return new Offending(sql, keys, this::first);
    }

    /**
     * At most so many.
     *
     * @throws Inconclusive if the query cannot be run, or takes too long
     */
    public OffendingRows first(int most) {
        try (var session = RuleSession.open(database)) {
            return in(session, most);
        } catch (SQLException e) {
            throw ServerFault.of(e).failure("reading the keys of all offenders");
        }
    }

    OffendingRows in(RuleSession session, int most) throws SQLException {
        var query = session.attempt(() -> OffenderQuery.of(session, sql));
        if (query.labels().size() < keys) {
            throw new Inconclusive("the query has fewer columns than its key: " + sql);
        }
        int shown = withValue ? query.labels().size() : keys;
        try {
            return session.attempt(() -> read(session, query, shown, most));
        } catch (SQLException e) {
            // A value is only shown: of one that has no text, such as an image of 600 MB, the key is enough.
            if (shown == keys || !ServerFault.of(e).isOfValue()) {
                throw e;
            }
            return read(session, query, keys, most);
        }
    }

    private OffendingRows read(RuleSession session, OffenderQuery query, int shown, int most) throws SQLException {
        var lengths = IntStream.range(0, shown)
                .mapToObj(i -> (i < keys ? LONGEST_PART : Sample.LONGEST_VALUE) + 1)
                .toList();
        var found = session.read(query.cut(lengths), rows -> read(rows, shown, most));
        return new OffendingRows(query.labels().subList(0, keys), found);
    }

    private List<Offender> read(ResultSet rows, int shown, int most) throws SQLException {
        long giveUp = System.nanoTime() + database.statementTimeout().toNanos();
        var found = new ArrayList<Offender>();
        long signs = 0;
        while (found.size() < most && rows.next()) {
            var offender = offender(rows, shown);
            found.add(offender);
            signs += signs(offender.key());
            if (signs > MOST_SIGNS) {
                throw tooLarge("they have more than " + Numbers.text(MOST_SIGNS));
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new Inconclusive("reading the keys of all offenders takes longer than "
                        + database.statementTimeout().toSeconds() + " s");
            }
        }
        return found;
    }

    private static long signs(List<String> key) {
        long signs = 0;
        for (var part : key) {
            int length = part == null ? 0 : part.codePointCount(0, part.length());
            if (length > LONGEST_PART) {
                throw tooLarge("one has more than " + Numbers.text(LONGEST_PART));
            }
            if (part != null && part.indexOf(GARBLED) >= 0) {
                throw new Inconclusive(
                        "a key is no text in the encoding of the database, and looks like others that are" + " none: "
                                + Sample.of(key, key.size()).key());
            }
            signs += length;
        }
        return signs;
    }

    private static Inconclusive tooLarge(String what) {
        return new Inconclusive("the keys of all offenders are too large to be compared: " + what + " signs");
    }

    private Offender offender(ResultSet rows, int shown) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= shown; i++) {
            row.add(rows.getString(i));
        }
        List<String> key = new ArrayList<>(row.subList(0, keys));
        return new Offender(key, Sample.of(row, keys));
    }
}
