package dev.firedrill.evidence;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.CheckOutcome;
import dev.firedrill.verdict.RuleOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is recorded of one restoration; what is not known is null. */
record RestorationEvidence(RunFacts facts, Restoration restoration) {
    Map<String, Object> content() {
        var content = new TreeMap<String, Object>();
        facts.putInto(content);
        putRequest(content);
        putMeasures(content);
        content.put(
                "backup", restoration.backup().map(RestorationEvidence::backup).orElse(null));
        content.put(
                "recoveryPoint",
                restoration.recoveryPoint().map(RestorationEvidence::point).orElse(null));
        content.put(
                "phases",
                restoration.phases().stream().map(RestorationEvidence::phase).toList());
        content.put("rules", restoration.rules().stream().map(this::rule).toList());
        content.put("checks", checks());
        content.put("verdict", facts.run().verdictOf(restoration).name());
        content.put(
                "failure",
                restoration
                        .failure()
                        .map(failure -> String.valueOf(failure.getMessage()))
                        .orElse(null));
        content.put("disposal", restoration.disposal().name());
        return content;
    }

    private void putRequest(Map<String, Object> content) {
        content.put("restorationId", restoration.id());
        content.put("startedAt", restoration.startedAt().toString());
        content.put("asOf", Objects.toString(restoration.asOf(), null));
        content.put("system", restoration.system().name());
        content.put("engine", restoration.system().engine());
        content.put("platform", restoration.system().platform());
        content.put("requested", restoration.request().describe());
        content.put("copy", restoration.request().copy());
        content.put("depth", restoration.depth().toString());
        content.put("howChosen", restoration.howChosen());
        content.put("target", restoration.target().map(Object::toString).orElse(null));
    }

    private void putMeasures(Map<String, Object> content) {
        var objectives = restoration.system().objectives();
        content.put("rtoSeconds", seconds(restoration.rto().orElse(null)));
        content.put("rtoTargetSeconds", seconds(objectives.rto()));
        content.put("rpoSeconds", seconds(restoration.rpo().orElse(null)));
        content.put("rpoTargetSeconds", seconds(objectives.rpo()));
        content.put("bytes", restoration.instance().map(Instance::bytes).orElse(null));
    }

    private static Map<String, Object> backup(Backup backup) {
        var content = new TreeMap<String, Object>();
        content.put("id", backup.id());
        content.put("madeAt", Objects.toString(backup.madeAt(), null));
        content.put("bytes", backup.bytes());
        content.put("details", new TreeMap<>(backup.details()));
        return content;
    }

    private static Map<String, Object> point(RecoveryPoint point) {
        var content = new TreeMap<String, Object>();
        content.put("time", Objects.toString(point.time(), null));
        content.put("position", point.position());
        content.put("measuredBy", point.measuredBy());
        content.put("proof", point.proof());
        return content;
    }

    private static Map<String, Object> phase(PhaseRecord phase) {
        return Map.of(
                "name", phase.phase().toString(),
                "seconds", phase.elapsed().toMillis() / 1000.0,
                "outcome", phase.outcome());
    }

    /** Keys of rows that may not be shown do not enter the evidence either, whoever put them into the outcome. */
    private Map<String, Object> rule(RuleOutcome rule) {
        var content = new TreeMap<String, Object>();
        content.put("id", rule.id());
        content.put("sqlSha256", rule.sql().isEmpty() ? null : CanonicalJson.sha256(rule.sql()));
        content.put("value", Double.isFinite(rule.value()) ? rule.value() : null);
        content.put("bounds", rule.bounds());
        content.put("verdict", rule.verdict().name());
        content.put("samples", "none".equals(restoration.system().samples()) ? List.of() : rule.samples());
        return content;
    }

    private List<Map<String, Object>> checks() {
        return facts.run().checks().stream()
                .filter(check -> check.restorations().contains(restoration.id()))
                .map(RestorationEvidence::check)
                .toList();
    }

    private static Map<String, Object> check(CheckOutcome check) {
        return Map.of("id", check.id(), "verdict", check.verdict().name());
    }

    private static Double seconds(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }
}
