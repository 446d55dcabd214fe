package dev.firedrill.postgres.catalog;

import java.sql.SQLException;

/** Looks for rows that exclude each other and are both there. */
final class ExclusionConstraints {
    private ExclusionConstraints() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        var sessions = inspected.sessions();
        for (var index : RowIndex.all(sessions, "i.indisexclusion")) {
            tally.looked(1);
            try {
                Conflicts.look(index, sessions, tally);
            } catch (SQLException e) {
                tally.add(Offence.of(e, index.name()));
            }
        }
    }
}
