package dev.firedrill.aws.control;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long things take; short unless a test says otherwise. */
public final class Latencies {
    private final Map<Step, Duration> durations = new EnumMap<>(Step.class);

    /** What takes its time. */
    public enum Step {
        /** From the request to the running engine, at least. */
        CREATING,
        BACKING_UP,
        /** The change of class, groups and certificate that follows a restore. */
        MODIFYING,
        /** From the request for a change until the status shows it: until then it still says available. */
        MODIFICATION_BEGINS,
        RESETTING_CREDENTIALS,
        DELETING,
        /** From the change of tags until ListTagsForResource, and descriptions, show it. */
        TAGS_SHOWN
    }

    Latencies() {
        for (var step : Step.values()) {
            durations.put(step, Duration.ofMillis(step == Step.TAGS_SHOWN ? 0 : 50));
        }
    }

    /** Sets one of them. */
    public synchronized Latencies set(Step step, Duration duration) {
        durations.put(step, duration);
        return this;
    }

    synchronized Duration of(Step step) {
        return durations.get(step);
    }
}
