package dev.firedrill.postgres;

import dev.firedrill.rules.Inspection;

/** An inspection of a database that another one can take the place of: what a {@link RuleSet} is made of. */
interface DatabaseInspection extends Inspection {
    DatabaseInspection of(RuledDatabase database);
}
