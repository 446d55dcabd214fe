package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Daily;
import dev.firedrill.junit.Restore;
import dev.firedrill.redis.RedisFiles;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The newest file of the sessions, read where it lies: its checksum, its structure, and what Redis's own tool says of it. */
@Daily
@Tag("application")
@Tag("application-state")
@Restore(value = "sessions", copy = "file")
class SessionsFilesCheck {
    @Test
    void the_file_is_sound_and_holds_keys(RedisFiles files) {
        assertThat(files).isNotEmpty();
    }

    @Test
    void it_is_recent(Restoration restoration) {
        assertThat(restoration).hasRecentBackup();
    }
}
