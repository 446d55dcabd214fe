package dev.firedrill.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedCopyTest {
    @TempDir
    private Path home;

    private Path base;
    private Path increment;
    private Path target;

    @BeforeEach
    void write() throws IOException {
        base = Files.writeString(home.resolve("base"), "the base");
        increment = Files.writeString(home.resolve("increment"), "what was done since");
        target = Files.createDirectory(home.resolve("target"));
    }

    @Test
    void all_are_copied_with_their_times() throws IOException {
        var then = Instant.parse("2026-11-22T03:14:00Z");
        Files.setLastModifiedTime(increment, FileTime.from(then));
        new UnchangedCopy(List.of(base, increment)).into(target, () -> {});
        assertThat(target.resolve("base")).hasContent("the base");
        assertThat(target.resolve("increment")).hasContent("what was done since");
        assertThat(Files.getLastModifiedTime(target.resolve("increment")).toInstant())
                .isEqualTo(then);
    }

    @Test
    void what_is_written_to_meanwhile_proves_nothing() {
        assertThatThrownBy(() -> new UnchangedCopy(List.of(base, increment)).into(target, this::more))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(
                        "was written to while it was read", "Remedy: run it again when the backup is done");
    }

    /** As production does that still writes to its log. */
    private void more() {
        try {
            Files.writeString(base, "more", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
