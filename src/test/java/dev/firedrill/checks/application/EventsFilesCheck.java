package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Daily;
import dev.firedrill.junit.Restore;
import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The newest copy of the log directories, read where it lies: every batch, index and checkpoint, without a broker. */
@Daily
@Tag("application")
@Tag("application-state")
@Restore(value = "events", copy = "file")
class EventsFilesCheck {
    @Test
    void the_files_are_sound_and_hold_each_protected_topic(KafkaFiles files) {
        files.verifyAll(it -> it.isNotEmpty().hasEveryProtectedTopic());
    }

    @Test
    void the_copy_is_recent(Restoration restoration) {
        assertThat(restoration).hasRecentBackup();
    }
}
