package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;

/** Looks for rows whose parent is missing, by an anti join over both tables. */
record Reference(Relation child, Column childColumn, Relation parent, Column parentColumn) {
    Finding find(RuleSession session, Bounds bounds) throws SQLException {
        var hint = hint(session);
        var all = session.counts(
                "SELECT count(*), count(*) FILTER (WHERE %s) FROM %s".formatted(childColumn.isNull(""), child.sql()));
        var lost = session.counts(
                "SELECT count(*), count(DISTINCT %s.%s) %s".formatted(child.alias(), childColumn.sql(), fromWhere()));
        var finding = Finding.ofOffences(lost[0], bounds)
                .note("NULLs not counted: " + Numbers.text(all[1]))
                .found(found(lost[0], all[0], lost[1]))
                .hint(hint);
        return offenders().addTo(finding, session);
    }

    private String found(long lost, long rows, long parents) {
        return parents == 1
                ? "%s of %s rows name 1 key of %s that is missing"
                        .formatted(Numbers.text(lost), Numbers.text(rows), parent.sql())
                : "%s of %s rows name %s %s that are missing"
                        .formatted(Numbers.text(lost), Numbers.text(rows), Numbers.text(parents), parent.sql());
    }

    private String fromWhere() {
        var c = child.alias() + ".";
        var p = parent.aliasBeside(child) + ".";
        return "FROM %s %s LEFT JOIN %s %s ON %s = %s WHERE %s AND %s IS NULL"
                .formatted(
                        child.sql(),
                        child.alias(),
                        parent.sql(),
                        parent.aliasBeside(child),
                        p + parentColumn.sql(),
                        c + childColumn.sql(),
                        childColumn.isNotNull(c),
                        p + parentColumn.sql());
    }

    private Offenders offenders() {
        var key = child.key();
        var qualifier = child.alias() + ".";
        var selected = key.isNone() ? qualifier + "*" : key.list(qualifier) + ", " + qualifier + childColumn.sql();
        var label = child.sql() + "." + key.label() + " -> " + childColumn.sql();
        return new Offenders(label, "SELECT " + selected + " " + fromWhere(), key.size(), Order.first(key.size()));
    }

    private String hint(RuleSession session) throws SQLException {
        var keys = session.rows(
                """
                SELECT conname, convalidated, EXISTS (
                    SELECT FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled = 'D')
                FROM pg_constraint c WHERE contype = 'f' AND conrelid = ? AND confrelid = ?
                AND conkey[1] = ? AND confkey[1] = ? AND cardinality(conkey) = 1 ORDER BY convalidated DESC""",
                child.oid(),
                parent.oid(),
                childColumn.number(),
                parentColumn.number());
        if (keys.isEmpty()) {
            return "there is no foreign key from %s.%s to %s.%s, so the source may have the same offences."
                    .formatted(child.sql(), childColumn.sql(), parent.sql(), parentColumn.sql());
        }
        var key = keys.get(0);
        if (key.get(2).equals("t")) {
            return "triggers of the foreign key %s are disabled, so rows were changed without a look at it."
                    .formatted(key.get(0));
        }
        return key.get(1).equals("t")
                ? "the foreign key is VALID, so rows were lost after validation: restore damage or disabled triggers."
                : "the foreign key %s is NOT VALID, so older rows were never checked: the source may have the same offences."
                        .formatted(key.get(0));
    }
}
