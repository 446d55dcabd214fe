package dev.firedrill.kafka;

import java.util.List;

/**
 * What was found in one segment of a partition.
 *
 * @param base the first offset that its name promises
 * @param end the offset after its last whole batch
 * @param records of users, without Kafka's own marks
 * @param newest the latest timestamp of these, in epoch milliseconds; -1 where there is none
 * @param gaps offsets that no batch covers
 * @param tail what follows the last whole batch
 * @param closed whether its last batch is a mark of Kafka's own, as at the end of a snapshot
 * @param epoch of the leader that wrote its last batch
 * @param damage what is wrong, in one line; empty if nothing is
 */
record Segment(
        String name,
        long base,
        long end,
        long records,
        long newest,
        List<Gap> gaps,
        Tail tail,
        boolean closed,
        int epoch,
        String damage) {
    Segment {
        gaps = List.copyOf(gaps);
    }

    /** Offsets that are missing, {@code from} to {@code to}, both included. */
    record Gap(String segment, long from, long to) {
        @Override
        public String toString() {
            return from == to ? "offset %,d".formatted(from) : "offsets %,d to %,d".formatted(from, to);
        }
    }

    /** What a segment ends with. */
    enum Tail {
        /** Its last batch is whole. */
        WHOLE,
        /** Its last batch is not there as a whole, or nothing but zeros follows: so a crash leaves it. */
        TORN
    }
}
