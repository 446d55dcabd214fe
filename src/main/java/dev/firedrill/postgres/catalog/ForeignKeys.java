package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** Looks for rows whose foreign key names no row. */
final class ForeignKeys {
    private ForeignKeys() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        var sessions = inspected.sessions();
        for (var key : ForeignKeyQuery.all(sessions)) {
            if (!key.temporal()) {
                tally.looked(1);
                try {
                    look(key, sessions, tally);
                } catch (SQLException e) {
                    tally.add(Offence.of(e, key.name()));
                }
            }
        }
    }

    private static void look(ForeignKey key, SessionSupply sessions, KeptPromises tally) throws SQLException {
        if (key.columns().isEmpty()) {
            tally.add(Offence.of(
                    Verdict.FAIL, key.name() + ": the catalog has not the columns or operators that it names"));
            return;
        }
        long orphans = sessions.counts("SELECT count(*) " + key.orphans())[0];
        if (orphans > 0) {
            var does = "names a key that " + key.parent() + " does not have";
            var dont = "name keys that " + key.parent() + " does not have";
            tell(key, key.name(), key.orphans(), orphans, orphans == 1 ? does : dont, sessions, tally);
        }
        if (key.full() && key.columns().size() > 1) {
            long half = sessions.counts("SELECT count(*) " + key.halfNull())[0];
            if (half > 0) {
                var is = half == 1 ? "is" : "are";
                var does = is + " NULL in part, which MATCH FULL forbids";
                tell(key, key.name() + ", NULL in part", key.halfNull(), half, does, sessions, tally);
            }
        }
    }

    private static void tell(
            ForeignKey key,
            String promise,
            String rest,
            long count,
            String does,
            SessionSupply sessions,
            KeptPromises tally)
            throws SQLException {
        long rows = sessions.counts("SELECT count(*) FROM " + key.childRows())[0];
        var text = "%s: %s of %s %s%s"
                .formatted(
                        key.name(),
                        Numbers.text(count),
                        Numbers.text(rows, "row"),
                        does,
                        key.doubt().behind());
        var names = TableKey.of(sessions, key.childOid(), key.partitioned());
        var broken = BrokenRows.of(key.child(), names, "c", key.childColumns(), rest, count);
        broken.addTo(tally, key.doubt().verdict(), broken.of(promise), text, count, sessions);
    }
}
