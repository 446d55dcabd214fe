package dev.firedrill.matrix;

import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries faults, each in a directory of its own that is gone afterwards. */
final class Trials {
    private final Bench bench;
    private final Path home;
    private final AtomicInteger number = new AtomicInteger();

    Trials(Bench bench, Path home) {
        this.bench = bench;
        this.home = home;
    }

    Row tried(Fault fault) {
        var place = home.resolve("t" + number.incrementAndGet());
        try {
            OwnedDirectory.create(place);
            var observed = fault.trial().in(bench, place);
            return new Row(fault, observed.found(), observed.message(), observed.foreign());
        } catch (Exception | AssertionError e) {
            throw new AssertionError("%s: %s: %s".formatted(fault.category(), fault.name(), e), e);
        } finally {
            OwnedDirectory.remove(place);
        }
    }
}
