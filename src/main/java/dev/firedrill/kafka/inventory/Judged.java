package dev.firedrill.kafka.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that differs, or cannot be told, with its verdict.
 *
 * @param uncompared whether it says of a partition that nothing in it could be compared
 */
record Judged(Verdict verdict, String line, boolean damaged, boolean uncompared) {
    private static final int SHOWN = 40;
    private static final List<Verdict> BY_WEIGHT =
            List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN, Verdict.PASS);

    static Judged fail(String line) {
        return new Judged(Verdict.FAIL, line, false, false);
    }

    static Judged damage(String line) {
        return new Judged(Verdict.FAIL, line, true, false);
    }

    static Judged unknown(String line) {
        return new Judged(Verdict.INCONCLUSIVE, line, false, false);
    }

    static Judged warn(String line) {
        return new Judged(Verdict.WARN, line, false, false);
    }

    /** A warning of its own; where it is said of every partition, nothing was compared at all. */
    static Judged uncompared(String line) {
        return new Judged(Verdict.WARN, line, false, true);
    }

    boolean isDoubt() {
        return verdict == Verdict.WARN;
    }

    /**
     * The worst of them decides, and is said first.
     *
     * @param compared how many things were compared, and what they are: {@code 4}, {@code partition}
     */
    static Finding finding(List<Judged> all, long compared, String what) {
        var sorted = all.stream()
                .sorted(Comparator.comparing(judged -> BY_WEIGHT.indexOf(judged.verdict())))
                .toList();
        var parts = new ArrayList<Finding.Part>();
        sorted.stream().limit(SHOWN).forEach(judged -> parts.add(part(judged.line())));
        if (sorted.size() > SHOWN) {
            parts.add(part("... and " + Numbers.text(sorted.size() - SHOWN) + " more"));
        }
        var verdict = sorted.isEmpty() ? Verdict.PASS : sorted.get(0).verdict();
        boolean damaged = all.stream().anyMatch(Judged::damaged);
        long broken = all.stream().filter(judged -> judged.verdict() == verdict).count();
        return Finding.ofParts(verdict, sorted.size(), damaged, parts)
                .found("of %s, %s".formatted(Numbers.text(compared, what), said(verdict, broken)));
    }

    private static String said(Verdict verdict, long number) {
        return switch (verdict) {
            case FAIL -> Numbers.text(number, "difference") + (number == 1 ? " was found" : " were found");
            case INCONCLUSIVE -> number == 1 ? "one cannot be told" : Numbers.text(number) + " cannot be told";
            default -> Numbers.text(number, "doubt") + (number == 1 ? " remains" : " remain");
        };
    }

    private static Finding.Part part(String text) {
        return new Finding.Part(text, "", List.of(), 0);
    }
}
