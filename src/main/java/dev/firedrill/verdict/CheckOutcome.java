package dev.firedrill.verdict;

import java.time.Duration;
import java.util.List;

/**
 * What became of one check (one JUnit test).
 *
 * @param id JUnit's unique id; of a test that a factory made for a rule, its class and the rule
 * @param className the class that declares it
 * @param name its display name
 * @param restorations ids of the restorations it looked at; empty where it restored nothing
 * @param message the first lines of a failure; empty when it passed
 */
public record CheckOutcome(
        String id,
        String className,
        String name,
        Verdict verdict,
        List<String> restorations,
        String message,
        Duration elapsed) {

    public CheckOutcome {
        restorations = List.copyOf(restorations);
    }
}
