package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.Sample;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.util.PSQLException;

/** Runs the query of a rule and counts what it returns: never more rows than can matter, and none is kept whole. */
record SqlRuleQuery(SqlRule rule, RuledDatabase database) implements DatabaseInspection {
    /** Beyond this many rows, or one more than are allowed, the exact number changes nothing. */
    static final int MOST_ROWS = 100_000;

    static Rule asRule(SqlRule rule) {
        return new Rule(rule.id(), "no rows from  %s  (%s)".formatted(rule.file(), rule.title()), rule.because());
    }

    @Override
    public SqlRuleQuery of(RuledDatabase other) {
        return new SqlRuleQuery(rule, other);
    }

    @Override
    public Finding inspect() {
        try (var session = RuleSession.open(database)) {
            var query = OffenderQuery.of(session, rule.sql());
            return count(session, query)
                    .sql(rule.sql() + ";")
                    .offending(new KeyedRows(database, rule.sql(), rule.keys(), false).offending());
        } catch (SQLException e) {
            return fault(e);
        }
    }

    private Finding count(RuleSession session, OffenderQuery query) throws SQLException {
        int columns = query.labels().size();
        if (columns < rule.keys()) {
            return Finding.unknown(
                    "it cannot be told: the query returns %s, of which the first %d should be the key (%s)"
                            .formatted(Numbers.text(columns, "column"), rule.keys(), rule.place(rule.line())),
                    null);
        }
        try {
            var lengths = Collections.nCopies(rule.keys(), Sample.LONGEST_VALUE + 1);
            var label = Sample.inBrackets(query.labels().subList(0, rule.keys()));
            return session.attempt(() -> session.read(query.cut(lengths), rows -> counted(rows, label, rule.keys())));
        } catch (SQLException e) {
            var fault = ServerFault.of(e);
            return fault.isOfValue() ? countedOnly(session, query, fault) : fault(e);
        }
    }

    /** Rows offend, whether their keys have a text that can be shown or not. */
    private Finding countedOnly(RuleSession session, OffenderQuery query, ServerFault fault) throws SQLException {
        var finding = session.read(query.cut(List.of()), rows -> counted(rows, "", 0));
        return finding.holds()
                ? finding
                : finding.hint("keys of the offenders could not be read: " + fault.state() + " " + fault.message());
    }

    private Finding counted(ResultSet rows, String label, int keys) throws SQLException {
        long most = Math.max(MOST_ROWS, rule.bounds().last() + 1);
        long giveUp = System.nanoTime() + database.statementTimeout().toNanos();
        var samples = new ArrayList<Sample>();
        long count = 0;
        while (count < most && rows.next()) {
            count++;
            if (keys > 0 && samples.size() < Sample.MOST) {
                samples.add(sample(rows, keys));
            }
            if (System.nanoTime() - giveUp > 0) {
                return Finding.unknown(
                        "it cannot be told: the rows of the query take longer than "
                                + database.statementTimeout().toSeconds() + " s (" + rule.place(rule.line()) + ")",
                        null);
            }
        }
        var more = count == most && rows.next() ? "more than " : "";
        return Finding.ofOffences(count, rule.bounds())
                .found(more + Numbers.text(count, "row") + (count == 1 ? " was" : " were") + " returned")
                .samples(label, samples);
    }

    private Sample sample(ResultSet rows, int keys) throws SQLException {
        var key = new ArrayList<String>();
        for (int i = 1; i <= keys; i++) {
            key.add(rows.getString(i));
        }
        return Sample.of(key, key.size());
    }

    private Finding fault(SQLException e) {
        var fault = ServerFault.of(e);
        var finding = fault.finding("a table that " + rule.file() + " reads");
        return fault.isDamage()
                ? finding
                : finding.found("it cannot be told: %s %s (%s)".formatted(fault.state(), fault.message(), place(e)));
    }

    /** The server counts characters of the query, from 1; it says 0 where the fault has no place in the text. */
    private String place(SQLException e) {
        var said = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        int position = said == null ? 0 : OffenderQuery.place(said.getPosition());
        long before = rule.sql()
                .codePoints()
                .limit(Math.max(0, position - 1))
                .filter(c -> c == '\n')
                .count();
        return rule.place(rule.line() + (int) before);
    }
}
