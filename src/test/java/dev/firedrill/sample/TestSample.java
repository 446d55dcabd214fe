package dev.firedrill.sample;

import java.nio.file.Path;

/** A small sample for tests, made once for each build directory. */
final class TestSample {
    static final Path STATE = Path.of("target", "test-state").toAbsolutePath();

    private TestSample() {}

    static Sample get() {
        return new SampleShop(Path.of("target", "test-sample"), 20_000, STATE).sample();
    }
}
