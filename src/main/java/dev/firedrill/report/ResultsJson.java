package dev.firedrill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.CheckOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of a run for other programs: {@code target/firedrill/results.json}. Numbers are numbers, moments are ISO
 * instants, durations are seconds, and what is not known is {@code null}, never 0.
 */
public final class ResultsJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultsJson() {}

    /**
     * Writes the results of a run, whole or not at all.
     *
     * @throws dev.firedrill.verdict.Inconclusive if they cannot be written
     */
    public static void write(Run run, Instant endedAt, Path file) {
        try {
            WholeFile.write(file, JSON.writeValueAsBytes(run(run, endedAt)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> run(Run run, Instant endedAt) {
        var json = new LinkedHashMap<String, Object>();
        json.put("runId", run.id());
        if (!run.invocation().isEmpty()) {
            json.put("invocation", run.invocation());
        }
        json.put("trigger", run.trigger());
        json.put("groups", run.groups());
        json.put("asOf", asOf(run));
        json.put("startedAt", run.startedAt().toString());
        json.put("endedAt", endedAt.toString());
        json.put("verdict", run.verdict().name());
        json.put(
                "restorations",
                run.restorations().stream()
                        .map(restoration -> RestorationJson.of(run, restoration))
                        .toList());
        json.put("checks", run.checks().stream().map(ResultsJson::check).toList());
        json.put("lateFailures", run.lateFailures());
        return json;
    }

    /** The as-of that all restorations share; null where they differ: each carries its own. */
    private static String asOf(Run run) {
        var moments =
                run.restorations().stream().map(Restoration::asOf).distinct().toList();
        return moments.size() == 1 ? moments.get(0).toString() : null;
    }

    private static Map<String, Object> check(CheckOutcome check) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", check.id());
        json.put("class", check.className());
        json.put("name", check.name());
        json.put("verdict", check.verdict().name());
        json.put("restoration", check.restorations());
        json.put("seconds", RestorationJson.seconds(check.elapsed()));
        json.put("message", check.message());
        return json;
    }
}
