package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.RuledDatabase;

/** What a rule looks at. */
record Inspected(CatalogRule rule, RuledDatabase database, SharedScan scan) {}
