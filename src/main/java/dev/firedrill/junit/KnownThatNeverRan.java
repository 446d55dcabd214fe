package dev.firedrill.junit;

import dev.firedrill.config.KnownOffence;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.postgres.SqlRuleOrMistake;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.restore.Run;
import dev.firedrill.rules.NearNames;
import dev.firedrill.verdict.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Entries of {@code known:} whose rule no run ever evaluated and no SQL file has: misspelt, or of a rule that was renamed.
 * They excuse nothing, so they turn nothing red; but who wrote them believes that they do.
 */
record KnownThatNeverRan(Run run, EvidenceLog evidence) {
    /** One line for each; a system that was not restored in this run tells nothing. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        run.restorations().stream()
                .filter(restoration -> restoration.instance().isPresent())
                .map(restoration -> restoration.system())
                .filter(system -> !system.known().isEmpty())
                .distinct()
                .forEach(system -> lines.addAll(lines(system)));
        return lines;
    }

    private List<String> lines(ProtectedSystem system) {
        var rules = new TreeSet<>(evidence.rules(system.name()));
        SqlRules.found(system).stream().map(SqlRuleOrMistake::id).forEach(rules::add);
        run.restorations().stream()
                .filter(restoration -> restoration.system().name().equals(system.name()))
                .flatMap(restoration -> restoration.rules().stream())
                .map(RuleOutcome::id)
                .forEach(rules::add);
        return system.known().stream()
                .filter(entry -> !rules.contains(entry.rule()))
                .map(entry -> line(entry, rules))
                .toList();
    }

    private static String line(KnownOffence entry, Set<String> rules) {
        var near = NearNames.of(entry.rule(), rules);
        return "WARN  %s: rule [%s] has never run; near names: %s"
                .formatted(entry.place(), entry.rule(), near.isEmpty() ? "none" : String.join(", ", near));
    }
}
