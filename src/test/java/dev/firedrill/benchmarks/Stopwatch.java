package dev.firedrill.benchmarks;

/** Measures by the monotonic clock. */
final class Stopwatch {
    /** Something that may fail, and is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private Stopwatch() {}

    /** How many seconds it took. */
    static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
