package dev.firedrill.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files is looked at by the checks of the sample; here, how they are found. */
class SampleSessionsTest {
    private static Sample sample;

    private final SampleSessions catalog = new SampleSessions();

    @TempDir
    Path directory;

    @BeforeAll
    static void make_it() {
        sample = TestSample.get();
    }

    private ProtectedSystem sessions(String keys) throws Exception {
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"),
                "systems:\n  sessions: {engine: redis, backup: {type: sample, %s}, copies: {dr: {}}}\n"
                        .formatted(keys));
        return ConfigurationReader.read(file).system("sessions", "a test");
    }

    @Test
    void the_newer_of_two_files_was_saved_just_before_production_stopped() throws Exception {
        var system = sessions("directory: " + sample.directory());

        var found = catalog.open(system, system.backup(), "");

        var stopped = sample.facts().asOf();
        assertThat(found.asOf()).contains(stopped);
        assertThat(found.backups())
                .extracting(backup -> backup.id())
                .containsExactly("sessions-1.rdb", "sessions-2.rdb");
        assertThat(found.backups())
                .allSatisfy(
                        backup -> assertThat(backup.details().get("madeAtFrom")).startsWith("ctime in the file"));
        assertThat(found.backups().get(1).madeAt())
                .isAfter(found.backups().get(0).madeAt())
                .isBetween(stopped.minus(Duration.ofMinutes(1)), stopped);
    }

    @Test
    void nothing_of_their_production_is_left() {
        assertThat(sample.directory().resolve("production-of-sessions")).doesNotExist();
    }

    @Test
    void mistakes_are_named() throws Exception {
        var mistaken = sessions("file: sessions.rdb");
        assertThatThrownBy(() -> catalog.validate(mistaken.backup()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [file]; it knows [depth, directory]");

        var system = sessions("directory: " + sample.directory());
        assertThatThrownBy(() -> catalog.open(system, system.source("dr"), "dr"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("the sample's sessions have no copy [dr]");
    }
}
