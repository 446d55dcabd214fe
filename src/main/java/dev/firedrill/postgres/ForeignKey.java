package dev.firedrill.postgres;

import java.sql.SQLException;

/** What the catalog knows of the foreign key between two tables. */
record ForeignKey(Source.Kin kin) {
    /** Why rows may have lost their parent. */
    String hint(RuleSession session) throws SQLException {
        var keys = session.rows(
                """
                SELECT conname, convalidated, EXISTS (
                    SELECT FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled = 'D')
                FROM pg_constraint c WHERE contype = 'f' AND conrelid = ? AND confrelid = ?
                AND conkey::text = ? AND confkey::text = ? ORDER BY convalidated DESC""",
                kin.child().oid(),
                kin.parent().oid(),
                kin.childKey().numbers(),
                kin.parentKey().numbers());
        if (keys.isEmpty()) {
            return "there is no foreign key from %s.%s to %s.%s, so the source may have the same offences."
                    .formatted(
                            kin.child().sql(),
                            kin.childKey().label(),
                            kin.parent().sql(),
                            kin.parentKey().label());
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
