package dev.firedrill.cli.plan;

import dev.firedrill.evidence.PastRestore;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Phase;
import dev.firedrill.rules.Numbers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How long a restore will take, if it takes as long as those before it did. */
record ExpectedDuration(List<PastRestore> past, String requested) {
    private static final int NEWEST = 10;

    /** The newest of those that were asked for in the same words; of all, where there are none. */
    static ExpectedDuration of(List<PastRestore> all, String requested) {
        var same = all.stream().filter(one -> one.requested().equals(requested)).toList();
        var taken = same.isEmpty() ? all : same;
        return new ExpectedDuration(
                taken.subList(Math.max(0, taken.size() - NEWEST), taken.size()), same.isEmpty() ? "any" : requested);
    }

    String text() {
        if (past.isEmpty()) {
            return "unknown: the evidence has no restore of this system yet";
        }
        return "about %s: the median of the last %s (%s), from %s to %s"
                .formatted(
                        Durations.text(median(PastRestore::rto)),
                        Numbers.text(past.size(), "restore"),
                        requested,
                        Durations.text(past.stream()
                                .map(PastRestore::rto)
                                .min(Duration::compareTo)
                                .orElseThrow()),
                        Durations.text(past.stream()
                                .map(PastRestore::rto)
                                .max(Duration::compareTo)
                                .orElseThrow()));
    }

    /** All phases in their order; with the time that each takes, where that is known. */
    String phases() {
        return Arrays.stream(Phase.values())
                .map(phase -> phase + (knows(phase) ? " " + Durations.text(median(one -> time(one, phase))) : ""))
                .collect(Collectors.joining(", "));
    }

    private boolean knows(Phase phase) {
        return past.stream().anyMatch(one -> one.phases().containsKey(phase.toString()));
    }

    private static Duration time(PastRestore restore, Phase phase) {
        return restore.phases().getOrDefault(phase.toString(), Duration.ZERO);
    }

    private Duration median(Function<PastRestore, Duration> measure) {
        var sorted = past.stream().map(measure).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
