package dev.firedrill.restore;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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

    /**
     * What the first of these rules that was evaluated counted on earlier restores, the oldest first, at most ten; none
     * if nothing is remembered.
     *
     * @param since runs before this day do not count
     * @throws dev.firedrill.verdict.Inconclusive if what is remembered was altered
     */
    default List<Long> counts(String system, String requested, List<String> ruleIds, Optional<LocalDate> since) {
        return List.of();
    }
}
