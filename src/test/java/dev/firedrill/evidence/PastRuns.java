package dev.firedrill.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evidence of restores that never were, each of a state of its own, chained as it should be. */
public final class PastRuns {
    private final Path state;
    private final String system;
    private final List<Map<String, Object>> contents = new ArrayList<>();
    private Instant day = Instant.parse("2026-11-01T03:00:00Z");

    public PastRuns(Path state, String system) {
        this.state = state;
        this.system = system;
    }

    /** A restore of the newest state, a day after the one before, on which this rule found that. */
    public PastRuns with(String rule, String verdict, long value) {
        return with("latest", Map.of("id", rule, "verdict", verdict, "value", value));
    }

    PastRuns with(String requested, Map<?, ?>... rules) {
        day = day.plusSeconds(86_400);
        var content = new TreeMap<String, Object>();
        content.put("startedAt", day.toString());
        content.put("system", system);
        content.put("requested", requested);
        content.put(
                "recoveryPoint", Map.of("time", day.minusSeconds(60).toString(), "position", "0/" + contents.size()));
        content.put("rules", List.of(rules));
        contents.add(content);
        return this;
    }

    /** The same state once more. */
    PastRuns again(String rule, String verdict, long value) {
        var point = contents.get(contents.size() - 1).get("recoveryPoint");
        with(rule, verdict, value);
        contents.get(contents.size() - 1).put("recoveryPoint", point);
        return this;
    }

    /** Appends it to the evidence. */
    public void write() throws IOException {
        var file = Files.createDirectories(state).resolve("evidence.jsonl");
        var head = Files.exists(file) ? Chain.of(Files.readString(file)).head() : Link.GENESIS;
        var lines = new StringBuilder();
        for (var content : contents) {
            var link = new Link(Link.RESTORATION, head, content);
            lines.append(link.line()).append('\n');
            head = link.hash();
        }
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
