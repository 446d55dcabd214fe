package dev.firedrill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeCopyTest {
    @TempDir
    Path home;

    /** What is cleaned up after a failed copy must not come back. */
    @Test
    void a_copy_that_failed_has_nobody_left_who_writes() throws Exception {
        var source = Files.createDirectory(home.resolve("source"));
        var target = Files.createDirectory(home.resolve("target"));
        for (var name : new String[] {"a", "b"}) {
            Files.writeString(source.resolve(name), name);
        }
        var other = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var finished = new AtomicBoolean();
        assertThatThrownBy(() -> TreeCopy.copy(source, target, path -> true, () -> {
                    if (calls.incrementAndGet() == 1) {
                        awaitUninterrupted(other);
                        throw new Inconclusive("given up");
                    }
                    other.countDown();
                    busyFor(300);
                    finished.set(true);
                }))
                .hasMessageContaining("given up");
        assertThat(finished).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a write to a slow disk, which no interrupt ends. */
    private static void busyFor(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
