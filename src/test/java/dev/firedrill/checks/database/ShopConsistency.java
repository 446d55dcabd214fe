package dev.firedrill.checks.database;

import dev.firedrill.postgres.RuleSet;

/** The rules of the weekly check, for tests elsewhere. */
public final class ShopConsistency {
    private ShopConsistency() {}

    public static RuleSet rules() {
        return ShopConsistencyCheck.RULES;
    }
}
