package dev.firedrill.objects;

import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The faults that were found: all are counted, the first of each kind are kept with their names. */
final class Faults {
    private static final int KEPT = 20;

    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final Map<Fault, List<FaultyObject>> first = new EnumMap<>(Fault.class);

    synchronized void add(FaultyObject object) {
        counts.merge(object.fault(), 1L, Long::sum);
        var kept = first.computeIfAbsent(object.fault(), fault -> new ArrayList<>());
        if (kept.size() < KEPT) {
            kept.add(object);
        }
    }

    synchronized long count(Fault... faults) {
        return Stream.of(faults)
                .mapToLong(fault -> counts.getOrDefault(fault, 0L))
                .sum();
    }

    synchronized List<Sample> samples(Fault... faults) {
        return Stream.of(faults)
                .flatMap(fault ->
                        first.getOrDefault(fault, List.of()).stream().sorted(Comparator.comparing(FaultyObject::name)))
                .limit(KEPT)
                .map(FaultyObject::sample)
                .toList();
    }

    /** Each kind that was found: {@code 2 are missing, 1 is no file}. */
    synchronized String text(Fault... faults) {
        return Stream.of(faults)
                .filter(counts::containsKey)
                .map(fault ->
                        Numbers.text(counts.get(fault)) + (counts.get(fault) == 1 ? " is " : " are ") + fault.words())
                .collect(Collectors.joining(", "));
    }
}
