package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import java.util.List;
import java.util.TreeSet;

/** Which systems are looked at. A system counts as covered if any suite, today's or another, has a check of it. */
final class Coverage {
    private Coverage() {}

    /** Names of the systems that neither list restores nor are named by a check that belongs to a suite. */
    static List<String> uncovered(Configuration configuration, CheckPlan plan) {
        var uncovered = new TreeSet<String>();
        configuration.systems().values().stream()
                .filter(system -> system.restores().isEmpty())
                .forEach(system -> uncovered.add(system.name()));
        if (!uncovered.isEmpty()) {
            for (var type : plan.scheduledClasses()) {
                RestoreDeclaration.of(type).stream()
                        .flatMap(declaration -> declaration.restores().stream())
                        .forEach(restore -> uncovered.remove(restore.value()));
            }
        }
        return List.copyOf(uncovered);
    }
}
