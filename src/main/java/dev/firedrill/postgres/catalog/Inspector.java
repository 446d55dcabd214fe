package dev.firedrill.postgres.catalog;

import java.sql.SQLException;

/** Looks at all promises of one kind. */
@FunctionalInterface
interface Inspector {
    /** @throws SQLException if nothing can be told at all; what concerns one promise goes into the tally */
    void inspect(Inspected inspected, KeptPromises tally) throws SQLException;
}
