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

/** What is in the topics is looked at by the checks of the sample; here, how they are found. */
class SampleEventsTest {
    private static Sample sample;

    private final SampleEvents catalog = new SampleEvents();

    @TempDir
    Path directory;

    @BeforeAll
    static void make_it() {
        sample = TestSample.get();
    }

    private ProtectedSystem events(String keys) throws Exception {
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"),
                "systems:\n  events: {engine: kafka, backup: {type: sample, %s}, copies: {dr: {}}}\n".formatted(keys));
        return ConfigurationReader.read(file).system("events", "a test");
    }

    @Test
    void the_copy_was_made_while_production_ran_and_shortly_before_it_stopped() throws Exception {
        var system = events("directory: " + sample.directory());

        var found = catalog.open(system, system.backup(), "");

        var stopped = sample.facts().asOf();
        assertThat(found.asOf()).contains(stopped);
        assertThat(found.backups()).singleElement().satisfies(backup -> {
            assertThat(backup.id()).isEqualTo("events-1");
            assertThat(backup.madeAt()).isBetween(stopped.minus(Duration.ofMinutes(2)), stopped);
        });
    }

    @Test
    void nothing_of_their_production_is_left() {
        assertThat(sample.directory().resolve("production-of-events")).doesNotExist();
    }

    @Test
    void mistakes_are_named() throws Exception {
        var mistaken = events("stanza: main");
        assertThatThrownBy(() -> catalog.validate(mistaken.backup()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [stanza]; it knows [depth, directory]");

        var system = events("directory: " + sample.directory());
        assertThatThrownBy(() -> catalog.open(system, system.source("dr"), "dr"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("the sample's events have no copy [dr]");
    }
}
