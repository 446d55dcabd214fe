package dev.firedrill.restore;

import java.util.List;

/** What earlier runs found, for the messages of this one. */
@FunctionalInterface
public interface RuleHistory {
    /** Nothing is remembered. */
    RuleHistory NONE = (system, requested, ruleId) -> "";

    /**
     * When a rule last passed and with what value, such as {@code 2026-11-15: 0}; empty if unknown.
     *
     * @param requested what was asked of the restore, as {@link RestoreRequest#describe} says it
     */
    String lastPass(String system, String requested, String ruleId);

    /** What a rule found in earlier runs, oldest first, whatever its verdict was; what was not a number is left out. */
    default List<PastValue> values(String system, String requested, String ruleId) {
        return List.of();
    }
}
