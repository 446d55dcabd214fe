package dev.firedrill.postgres;

import java.sql.SQLException;

/** What a rule wants to know of one table. */
@FunctionalInterface
interface DataQuery {
    /** Finds in the catalog what the rule names; nothing is counted yet. */
    Tally ask(RuleSession session, Catalog catalog, Relation table) throws SQLException, ObjectMissing;
}
