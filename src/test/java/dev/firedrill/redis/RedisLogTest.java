package dev.firedrill.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisLogTest {
    private static final String AT = "12:M 30 Nov 2026 03:00:00.000 ";

    @Test
    void what_was_loaded_is_read_from_what_it_says() {
        var log = log("* Done loading RDB, keys loaded: 12, keys expired: 3.", "* DB loaded from disk: 0.001 seconds");
        assertThat(log.loaded()).contains(new RedisLog.Loaded(12, 3));
        assertThat(log.loaded().get().all()).isEqualTo(15);
    }

    /** An old bug of Redis left such keys behind; they are of the file's number, and hold nothing. */
    @Test
    void keys_without_a_value_are_counted_as_keys_of_the_file() {
        var log = log("* Done loading RDB, keys loaded: 12, keys expired: 3, empty keys skipped: 2.");
        assertThat(log.loaded()).contains(new RedisLog.Loaded(12, 3, 2));
        assertThat(log.loaded().get().all()).isEqualTo(17);
    }

    /** Before 7.0. */
    @Test
    void an_older_one_says_that_it_loaded_and_not_how_much() {
        var log = log("* DB loaded from disk: 0.001 seconds");
        assertThat(log.loaded()).isEmpty();
        assertThat(log.saysThatItLoaded()).isTrue();
    }

    @Test
    void one_that_found_no_file_says_nothing_of_loading() {
        var log = log("* Ready to accept connections");
        assertThat(log.isReady()).isTrue();
        assertThat(log.loaded()).isEmpty();
        assertThat(log.saysThatItLoaded()).isFalse();
    }

    @Test
    void what_this_redis_lacks_is_no_fault_of_the_file() {
        assertThatThrownBy(() -> log("# Can't handle RDB format version 12").fail("a.rdb", 1))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("this Redis cannot load a.rdb", "RDB format version 12");
        assertThatThrownBy(() -> log("# The RDB file contains module data I can't load: no matching module type 'x'")
                        .fail("a.rdb", 1))
                .isInstanceOf(Inconclusive.class);
        assertThatThrownBy(() -> log().fail("a.rdb", 137))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("was killed while it loaded a.rdb");
    }

    @Test
    void a_damaged_file_is_told_in_its_own_words_without_its_warnings() {
        assertThatThrownBy(() -> log(
                                "# oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo",
                                "# WARNING Memory overcommit must be enabled!",
                                "# Server initialized",
                                "# Internal error in RDB reading offset 88, function at rdb.c:2750 -> Unknown RDB encoding type 200")
                        .fail("a.rdb", 1))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("Redis cannot load a.rdb (exit code 1)", "Unknown RDB encoding type 200")
                .message()
                .doesNotContain("overcommit", "starting", "initialized");
    }

    private static RedisLog log(String... said) {
        return new RedisLog(List.of(said).stream().map(AT::concat).toList());
    }
}
