package dev.firedrill.report;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One restoration as results.json has it. */
final class RestorationJson {
    private RestorationJson() {}

    static Map<String, Object> of(Run run, Restoration restoration) {
        var json = new LinkedHashMap<String, Object>();
        putRequest(json, restoration);
        json.put("verdict", run.verdictOf(restoration).name());
        json.put(
                "message",
                restoration
                        .failure()
                        .map(Throwable::getMessage)
                        .orElseGet(() -> String.join("; ", restoration.missedObjectives())));
        putMeasures(json, restoration);
        json.put(
                "phases",
                restoration.phases().stream().map(RestorationJson::phase).toList());
        json.put(
                "rules", restoration.rules().stream().map(RestorationJson::rule).toList());
        json.put("discarded", discarded(restoration.disposal()));
        json.put("disposal", restoration.disposal().name());
        return json;
    }

    private static void putRequest(Map<String, Object> json, Restoration restoration) {
        json.put("id", restoration.id());
        json.put("system", restoration.system().name());
        json.put("engine", restoration.system().engine());
        json.put("platform", restoration.system().platform());
        json.put("copy", restoration.request().copy());
        json.put("requested", restoration.request().describe());
        json.put("depth", restoration.depth().toString());
        json.put("howChosen", restoration.howChosen());
        json.put("backupId", restoration.backup().map(Backup::id).orElse(null));
        json.put("recoveryTarget", restoration.target().map(Object::toString).orElse(null));
        json.put("asOf", text(restoration.asOf()));
        json.put(
                "recoveryPoint",
                restoration
                        .recoveryPoint()
                        .map(RecoveryPoint::time)
                        .map(Instant::toString)
                        .orElse(null));
    }

    private static void putMeasures(Map<String, Object> json, Restoration restoration) {
        var objectives = restoration.system().objectives();
        json.put("rtoSeconds", seconds(restoration.rto().orElse(null)));
        json.put("rtoTargetSeconds", seconds(objectives.rto()));
        json.put("rpoSeconds", seconds(restoration.rpo().orElse(null)));
        json.put("rpoTargetSeconds", seconds(objectives.rpo()));
        json.put("integrityScore", integrityScore(restoration));
        json.put("bytes", restoration.instance().map(Instance::bytes).orElse(null));
    }

    /** The share of rules that hold; null if the restore failed or no rule ran: then nothing is known. */
    private static Double integrityScore(Restoration restoration) {
        var rules = restoration.rules();
        if (rules.isEmpty() || restoration.failure().isPresent()) {
            return null;
        }
        long held = rules.stream()
                .filter(rule -> rule.verdict() == Verdict.PASS || rule.verdict() == Verdict.WARN)
                .count();
        return (double) held / rules.size();
    }

    private static Map<String, Object> phase(PhaseRecord phase) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", phase.phase().toString());
        json.put("seconds", seconds(phase.elapsed()));
        json.put("outcome", phase.outcome());
        return json;
    }

    private static Map<String, Object> rule(RuleOutcome rule) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", rule.id());
        json.put("description", rule.description());
        json.put("value", Double.isFinite(rule.value()) ? rule.value() : null);
        json.put("bounds", rule.bounds());
        json.put("verdict", rule.verdict().name());
        json.put("seconds", seconds(rule.elapsed()));
        json.put("message", rule.message());
        json.put("samples", rule.samples());
        return json;
    }

    private static Boolean discarded(Disposal disposal) {
        return disposal == Disposal.PENDING ? null : disposal == Disposal.DISCARDED;
    }

    static Double seconds(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    private static String text(Instant instant) {
        return Objects.toString(instant, null);
    }
}
