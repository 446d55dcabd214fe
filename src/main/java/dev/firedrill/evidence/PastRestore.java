package dev.firedrill.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a restore took that succeeded.
 *
 * @param requested what was asked for, as {@link dev.firedrill.restore.RestoreRequest#describe()} says it
 * @param rto from the start of select to the end of verify
 * @param phases how long each phase took, in their order
 */
public record PastRestore(Instant at, String requested, Duration rto, Map<String, Duration> phases) {
    static PastRestore of(Map<String, Object> content) {
        var phases = new LinkedHashMap<String, Duration>();
        for (var entry : (List<?>) content.get("phases")) {
            var phase = (Map<?, ?>) entry;
            phases.merge(String.valueOf(phase.get("name")), seconds(phase.get("seconds")), Duration::plus);
        }
        return new PastRestore(
                Instant.parse(String.valueOf(content.get("startedAt"))),
                String.valueOf(content.get("requested")),
                seconds(content.get("rtoSeconds")),
                phases);
    }

    private static Duration seconds(Object value) {
        return Duration.ofMillis(Math.round(((Number) value).doubleValue() * 1000));
    }
}
