package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.restore.Deadline;
import dev.firedrill.store.DirectoryStore;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that break, objects that change meanwhile, and time that runs out. */
class ObjectReadingTest {
    @TempDir
    private Path home;

    private PlantedStore planted;
    private DirectoryStore store;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedStore.in(home);
        store = new DirectoryStore(planted.directory());
    }

    @Test
    void a_broken_read_goes_on_where_it_broke_and_the_digest_goes_on() {
        var broken = new BrokenStore(store, 2, () -> {
            throw new IOException("connection reset");
        });
        var found = inspect(broken, Duration.ofMinutes(1));
        assertThat(found.faults().count(Fault.values())).isZero();
        assertThat(broken.openedAt()).containsExactly(0L, 1_000L, 2_000L);
        assertThat(found.read().bytes()).isEqualTo(100_000 + 6 + 7 + 9);
    }

    @Test
    void a_read_that_ends_too_early_goes_on_too() {
        var broken = new BrokenStore(store, 1, () -> -1);
        assertThat(inspect(broken, Duration.ofMinutes(1)).faults().count(Fault.values()))
                .isZero();
        assertThat(broken.openedAt()).containsExactly(0L, 1_000L);
    }

    @Test
    void a_read_that_keeps_breaking_is_unreadable_and_not_altered() {
        var broken = new BrokenStore(store, 9, () -> {
                    throw new IOException("bad sector");
                })
                .atOnePlace();
        var faults = inspect(broken, Duration.ofMinutes(1)).faults();
        assertThat(faults.count(Fault.UNREADABLE)).isOne();
        assertThat(faults.count(Fault.values())).isOne();
        assertThat(faults.samples(Fault.UNREADABLE)).singleElement().satisfies(sample -> assertThat(sample.value())
                .contains("after 1,000 of 100,000 bytes", "bad sector"));
        assertThat(broken.openedAt()).containsExactly(0L, 1_000L, 1_000L);
    }

    @Test
    void a_read_that_breaks_often_but_gets_on_is_read_to_its_end() {
        var broken = new BrokenStore(store, 5, () -> {
            throw new IOException("connection reset");
        });
        assertThat(inspect(broken, Duration.ofMinutes(1)).faults().count(Fault.values()))
                .isZero();
        assertThat(broken.openedAt()).containsExactly(0L, 1_000L, 2_000L, 3_000L, 4_000L, 5_000L);
    }

    @Test
    void whoever_breaks_off_is_left_alone_for_a_while_longer_each_time() {
        var broken = new BrokenStore(store, 9, () -> -1).atOnePlace();
        inspect(broken, Duration.ofMinutes(1));
        assertThat(broken.openedAfter().get(1)).isBetween(100L, 10_000L);
        assertThat(broken.openedAfter().get(2)).isBetween(300L, 10_000L);
    }

    @Test
    void a_read_that_keeps_ending_too_early_is_unreadable_and_not_altered() {
        var faults = inspect(new BrokenStore(store, 9, () -> -1).atOnePlace(), Duration.ofMinutes(1))
                .faults();
        assertThat(faults.samples(Fault.UNREADABLE)).singleElement().satisfies(sample -> assertThat(sample.value())
                .contains("it ended after 1,000 of 100,000 bytes"));
    }

    @Test
    void an_object_that_may_not_be_read_is_unreadable_and_not_tried_again() {
        var denied = new BrokenStore(store, 9, () -> {
            throw new AccessDeniedException("base/0001.tar");
        });
        assertThat(inspect(denied, Duration.ofMinutes(1)).faults().count(Fault.UNREADABLE))
                .isOne();
        assertThat(denied.openedAt()).hasSize(1);
    }

    @Test
    void an_object_that_is_written_while_it_is_read_is_said_to_change_and_not_to_be_altered() {
        var file = planted.file("base/0001.tar");
        var writing = new BrokenStore(store, 1, () -> {
            Files.writeString(file, "y", StandardOpenOption.APPEND);
            return -1;
        });
        var faults = inspect(writing, Duration.ofMinutes(1)).faults();
        assertThat(faults.count(Fault.CHANGED)).isOne();
        assertThat(faults.count(Fault.values())).isOne();
    }

    @Test
    void an_object_that_is_put_in_the_place_of_another_while_it_is_read_is_said_to_change() {
        var file = planted.file("base/0001.tar");
        var swapping = new BrokenStore(store, 1, () -> {
            var time = Files.getLastModifiedTime(file);
            var other = Files.copy(file, file.resolveSibling("other"));
            Files.setLastModifiedTime(other, time);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            throw new IOException("stale handle");
        });
        var faults = inspect(swapping, Duration.ofMinutes(1)).faults();
        assertThat(faults.count(Fault.CHANGED)).isOne();
    }

    @Test
    void an_object_that_goes_away_while_it_is_read_is_said_to_change() {
        var file = planted.file("base/0001.tar");
        var deleting = new BrokenStore(store, 1, () -> {
            Files.deleteIfExists(file);
            return -1;
        });
        var faults = inspect(deleting, Duration.ofMinutes(1)).faults();
        assertThat(faults.samples(Fault.CHANGED)).singleElement().satisfies(sample -> assertThat(sample.value())
                .contains("it went away"));
    }

    @Test
    void when_time_runs_out_the_run_is_inconclusive() {
        assertThatThrownBy(() -> inspect(store, Duration.ZERO))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("deadline");
    }

    @Test
    void when_time_runs_out_nothing_is_opened_any_more_nor_tried_again() {
        var deadline = Deadline.in(Duration.ofSeconds(2));
        var late = new BrokenStore(store, 9, () -> {
            while (!deadline.passed()) {
                Thread.onSpinWait();
            }
            throw new IOException("connection reset");
        });
        assertThatThrownBy(() -> planted.inspect(late, Instant.now(), deadline))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("deadline");
        assertThat(late.openedAt()).hasSize(1);
        var never = new BrokenStore(store, 9, () -> -1);
        assertThatThrownBy(() -> inspect(never, Duration.ZERO)).isInstanceOf(Inconclusive.class);
        assertThat(never.openedAt()).isEmpty();
    }

    @Test
    void what_was_read_before_time_ran_out_is_remembered_and_the_next_run_goes_on() {
        var deadline = Deadline.in(Duration.ofSeconds(3));
        var slow = new BrokenStore(store, 1, () -> {
            while (!deadline.passed()) {
                Thread.onSpinWait();
            }
            return -1;
        });
        assertThatThrownBy(() -> planted.inspect(slow, Instant.now(), deadline)).isInstanceOf(Inconclusive.class);
        var next = planted.inspect(Instant.now(), "1B");
        assertThat(next.read().bytes()).isEqualTo(100_000);
        assertThat(next.coverage().percent()).isEqualTo(100.0);
    }

    private StoreInspection inspect(ObjectStore objects, Duration allowed) {
        return planted.inspect(objects, Instant.now(), Deadline.in(allowed));
    }
}
