package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.Map;

/** Reads promises of one kind out of the catalog, for many tables at once. */
@FunctionalInterface
interface PromiseSource {
    /** @param tables by their oid */
    void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException;
}
