package dev.firedrill.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures phases, one after the other, by the monotonic clock. */
final class PhaseClock {
    private final List<PhaseRecord> phases = new ArrayList<>();
    private Phase current;
    private long since;

    synchronized void enter(Phase phase) {
        leave("ok");
        current = phase;
        since = System.nanoTime();
    }

    synchronized void leave(String outcome) {
        if (current != null) {
            phases.add(new PhaseRecord(current, Duration.ofNanos(System.nanoTime() - since), outcome));
            current = null;
        }
    }

    synchronized List<PhaseRecord> phases() {
        return List.copyOf(phases);
    }

    synchronized Duration untilVerified() {
        return phases.stream()
                .filter(record -> record.phase() != Phase.DISCARD)
                .map(PhaseRecord::elapsed)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
