package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.SessionSupply;

/**
 * What a rule looks at.
 *
 * @param sessions in which it does so
 * @param scan the look at each row that it shares with other rules
 */
record Inspected(CatalogRule rule, RuledDatabase database, SessionSupply sessions, SharedScan scan) {}
