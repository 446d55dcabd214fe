package dev.firedrill.postgres.catalog;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts promises and those that are not kept. It holds few of them, the worst, however many there are. */
final class KeptPromises {
    static final int MOST_SHOWN = 20;
    /** Beyond this number nobody lists what is known of them. */
    static final int MOST_HELD = 10_000;

    private final Map<Verdict, List<Offence>> shown = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Long> offending = new EnumMap<>(Verdict.class);
    /** All of them, without their samples, as long as there are not too many. */
    private final List<Offence> held = new ArrayList<>();

    private long looked;

    /** So many promises more were looked at. */
    void looked(long promises) {
        looked += promises;
    }

    void add(Offence offence) {
        offending.merge(offence.verdict(), 1L, Long::sum);
        var same = shown.computeIfAbsent(offence.verdict(), verdict -> new ArrayList<>());
        if (same.size() < MOST_SHOWN) {
            same.add(offence);
        }
        if (held.size() <= MOST_HELD) {
            held.add(offence);
        }
    }

    /** All that another one holds. */
    void add(KeptPromises other) {
        looked += other.looked;
        held.addAll(other.held.subList(0, Math.min(other.held.size(), MOST_HELD + 1 - held.size())));
        other.offending.forEach((verdict, count) -> offending.merge(verdict, count, Long::sum));
        other.shown.forEach((verdict, same) ->
                shown.computeIfAbsent(verdict, it -> new ArrayList<>()).addAll(same));
    }

    long looked() {
        return looked;
    }

    /** All that offends; more than {@link #MOST_HELD} are not all that offends. */
    List<Offence> held() {
        return held;
    }

    /** Whether one more of this kind would be shown; else its samples need not be read. */
    boolean showsMore(Verdict verdict) {
        return shown.getOrDefault(verdict, List.of()).size() < MOST_SHOWN;
    }

    /** @param hint what is said of promises that were broken */
    Finding finding(CatalogRule.Words words, String hint) {
        long offences = offending.values().stream().mapToLong(Long::longValue).sum();
        if (offences == 0) {
            return Finding.ofParts(Verdict.PASS, 0, false, List.of()).note(count(words, looked));
        }
        var worst = Verdict.worst(offending.keySet());
        var first = shown.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Offence::verdict).reversed())
                .limit(MOST_SHOWN)
                .toList();
        boolean damaged = first.stream().anyMatch(Offence::damaged);
        return Finding.ofParts(
                        worst, offences, damaged, first.stream().map(this::part).toList())
                .found(sentence(words, offences, first.size()))
                .hint(worst == Verdict.FAIL && !damaged ? hint : "")
                .sql(first.stream()
                        .map(Offence::sql)
                        .filter(sql -> !sql.isEmpty())
                        .collect(Collectors.joining("\n      ")));
    }

    /** Where verdicts are mixed, each part says which it has. */
    private Finding.Part part(Offence offence) {
        var part = offence.part();
        return offending.size() == 1
                ? part
                : new Finding.Part(
                        offence.verdict() + " " + part.text(), part.label(), part.samples(), part.offences());
    }

    private String sentence(CatalogRule.Words words, long offences, int listed) {
        var offend = offences == 1 ? words.offends() : words.offend();
        var all = "%s of %s %s".formatted(Numbers.text(offences), count(words, Math.max(looked, offences)), offend);
        return listed == offences ? all : all + "; here are " + listed;
    }

    private static String count(CatalogRule.Words words, long number) {
        return Numbers.text(number) + " " + (number == 1 ? words.one() : words.many());
    }
}
