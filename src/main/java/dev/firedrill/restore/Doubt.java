package dev.firedrill.restore;

import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.Locale;

/** Something that this host cannot judge, put as a rule. */
record Doubt(String headline, HostFinding finding) {
    private static final int SHOWN = 20;

    RuleOutcome outcome() {
        var id = "host-" + finding.subject().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new RuleOutcome(
                id,
                "this host can judge: " + finding.subject(),
                finding.concerned().size(),
                "warning above 0",
                Verdict.WARN,
                "%s  %s · rule %s%n%s".formatted(Verdict.WARN, headline, id, finding.message()),
                finding.concerned().stream().limit(SHOWN).toList(),
                "",
                Duration.ZERO);
    }
}
