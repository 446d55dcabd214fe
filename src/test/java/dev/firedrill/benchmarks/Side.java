package dev.firedrill.benchmarks;

import dev.firedrill.process.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One side of a comparison: how long it took, and how much of the processors all its processes had, which other work on the
 * machine changes less.
 */
final class Side {
    private static final double TICKS = 100;
    /** Of this process in user and system mode, then of its children that have ended; from the third word on. */
    private static final int FIRST = 11;

    private static final int LAST = 14;

    private final Series time;
    private final Series processor;

    Side(String name) {
        this.time = new Series(name + ", time");
        this.processor = new Series("  of processors");
    }

    /**
     * Measures it; the first round warms up.
     *
     * @param broker runs before and after
     */
    void measure(int round, GuardedProcess broker, Stopwatch.Work work) throws Exception {
        double before = processorSeconds(broker);
        double seconds = Stopwatch.seconds(work);
        double used = processorSeconds(broker) - before;
        if (round > 0) {
            time.add(seconds);
            processor.add(used);
        }
    }

    private static double processorSeconds(GuardedProcess broker) throws IOException {
        var words = Files.readString(Path.of("/proc/self/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        double ticks = 0;
        for (int word = FIRST; word <= LAST; word++) {
            ticks += Long.parseLong(words[word]);
        }
        var ofBroker = ProcessHandle.of(broker.pid()).orElseThrow().info().totalCpuDuration();
        return ticks / TICKS + ofBroker.orElseThrow().toNanos() / 1e9;
    }

    String ratioTo(Side other) {
        return String.format(
                Locale.ROOT, "%.2f (of processors %.2f)", time.ratioTo(other.time), processor.ratioTo(other.processor));
    }

    @Override
    public String toString() {
        return time + System.lineSeparator() + processor;
    }
}
