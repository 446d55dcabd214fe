package dev.firedrill.restore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What was noted while restoring, with the time of each line. */
final class RestorationLog {
    private final List<String> lines = new ArrayList<>();

    synchronized void note(String line) {
        lines.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + "  " + line);
    }

    /** Lines of the engine's own log, which carry their own times. */
    synchronized void append(List<String> engineLines) {
        lines.addAll(engineLines);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
