package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleId;
import dev.firedrill.rules.UsualCount;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;

/**
 * Compares the number of rows of a table with that of earlier runs.
 *
 * @param written the table, as the rule names it
 */
record UsualRowCount(String written) {
    Rule rule(String because) {
        return new Rule(id(written), " " + written + "  to have its usual number of rows", because);
    }

    static String id(String table) {
        return RuleId.of(table, "usual-row-count");
    }

    Tally tally(Relation table) {
        return Tally.of(Count.ofRows(table, "count(*)"), (counted, session) -> judged(
                        counted.get(0).number(0), session.database())
                .sql("SELECT count(*) FROM " + table.from() + ";"));
    }

    private Finding judged(long rows, RuledDatabase database) {
        try {
            return new UsualCount(past(database), database.baseline()).judge(rows);
        } catch (Inconclusive e) {
            return Finding.unknown(
                    "it cannot be told whether its %,d rows are usual: %s"
                            .formatted(rows, e.getMessage().replaceFirst("^INCONCLUSIVE +", "")),
                    e);
        }
    }

    /** Other rules count the same rows: what they found counts where this one was not stated yet. */
    private List<Long> past(RuledDatabase database) {
        return database.context()
                .counts()
                .of(List.of(id(written), RuleId.of(written, "row-count"), RuleId.of(written, "not-empty")));
    }
}
