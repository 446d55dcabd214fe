package dev.firedrill.matrix;

import dev.firedrill.restore.Phase;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.util.Comparator;

/** What one restoration of Redis and the rules that were evaluated on it say, and which layer said it. */
final class RedisJudgement {
    private RedisJudgement() {}

    static Found of(Restoration restoration) {
        if (restoration.failure().isPresent()) {
            var message = restoration.failure().get().getMessage();
            var verify = restoration.rules().stream()
                    .filter(rule -> rule.verdict().breaksTheBuild())
                    .findFirst();
            return verify.map(RedisJudgement::ofRule)
                    .orElseGet(() -> new Found(layer(restoration, message), restoration.verdict(), "", message));
        }
        var worst = restoration.rules().stream()
                .filter(rule -> rule.verdict() != Verdict.PASS)
                .max(Comparator.comparing(RuleOutcome::verdict));
        if (worst.isPresent() && worst.get().verdict().breaksTheBuild()) {
            return ofRule(worst.get());
        }
        var missed = restoration.missedObjectives();
        if (!missed.isEmpty()) {
            return new Found(Layer.OBJECTIVES, Verdict.FAIL, "", String.join("; ", missed));
        }
        return worst.map(RedisJudgement::ofRule).orElse(Found.NOTHING);
    }

    private static Found ofRule(RuleOutcome rule) {
        var layer = rule.id().startsWith("host-") ? Layer.FILE : Layer.REDIS;
        return new Found(layer, rule.verdict(), rule.id(), rule.message());
    }

    private static Layer layer(Restoration restoration, String message) {
        if (message.contains("no permission to read")) {
            return Layer.PERMISSIONS;
        }
        var phases = restoration.phases().stream()
                .map(phase -> phase.phase())
                .filter(phase -> phase != Phase.DISCARD)
                .toList();
        return switch (phases.get(phases.size() - 1)) {
            case SELECT -> Layer.SELECTION;
            case PROVISION -> Layer.FILE;
            default -> Layer.LOADING;
        };
    }

    /** What another JVM said that it could not judge. */
    static Found ofWords(String message) {
        if (!message.startsWith(Verdict.INCONCLUSIVE.name()) || !message.contains("no permission to read")) {
            throw new AssertionError("expecting the restore to lack a permission, but it said: " + message);
        }
        return new Found(Layer.PERMISSIONS, Verdict.INCONCLUSIVE, "", message);
    }
}
