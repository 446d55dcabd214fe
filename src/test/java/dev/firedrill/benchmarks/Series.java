package dev.firedrill.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of one way of doing something, in seconds, in the order they were taken. */
final class Series {
    private final String name;
    private final List<Double> seconds = new ArrayList<>();

    Series(String name) {
        this.name = name;
    }

    void add(double time) {
        seconds.add(time);
    }

    double median() {
        var sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double ratioTo(Series other) {
        return median() / other.median();
    }

    @Override
    public String toString() {
        var all = String.join(
                " ",
                seconds.stream()
                        .map(time -> String.format(Locale.ROOT, "%.3f", time))
                        .toList());
        return String.format(Locale.ROOT, "%-46s median %8.3f s   (%s)", name, median(), all);
    }
}
