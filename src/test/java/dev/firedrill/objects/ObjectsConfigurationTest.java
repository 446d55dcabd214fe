package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Platforms;
import dev.firedrill.store.DirectoryStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may write for engine objects, and what is refused before anything is read. */
class ObjectsConfigurationTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "50GB, 50000000000",
        "50 GB, 50000000000",
        "500MB, 500000000",
        "3kB, 3000",
        "2T, 2000000000000",
        "7, 7",
        "7B, 7"
    })
    void a_budget_is_a_size(String written, long bytes) {
        assertThat(settings(Map.of("budget", written)).budget()).isEqualTo(bytes);
    }

    @Test
    void what_is_not_said_is_everything_two_at_a_time() {
        assertThat(settings(Map.of())).isEqualTo(new ObjectsSettings("SHA256SUMS", Long.MAX_VALUE, true, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "budget, 0, above zero",
        "budget, 50XB, such as 50GB",
        "budget, -1, such as 50GB",
        "budget, 999999999999PB, such as 50GB",
        "depth, deep, content",
        "readers, 0, from 1 to 16",
        "readers, 99, from 1 to 16",
        "checksums, ../SHA256SUMS, absolute path"
    })
    void a_value_that_makes_no_sense_is_refused(String key, String value, String remedy) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("here, " + key, "found [" + value + "]", "Remedy: ", remedy);
    }

    @Test
    void an_unknown_key_is_refused() {
        assertThatThrownBy(() -> settings(Map.of("budgt", "50GB")))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [budgt]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify: [select 1] | objects cannot be queried",
                "restores: {daily: [1h ago]} | [1h ago] cannot be asked for",
                "restores: {daily: [random 30d]} | [random 30d] cannot be asked for",
            })
    void what_only_a_database_can_do_is_refused(String more, String problem) throws IOException {
        var yaml =
                "systems:\n  a:\n    engine: objects\n    backup: {type: directory, directory: x}\n    " + more + "\n";
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        assertThatThrownBy(() -> Platforms.installed().requireSupport(configuration.system("a", "test"), ""))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_type_that_nobody_reads_is_refused() throws IOException {
        var yaml = "systems: {a: {engine: objects, backup: {type: tape}}}";
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        assertThatThrownBy(() -> Platforms.installed().requireSupport(configuration.system("a", "test"), ""))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("type [tape] of engine [objects] cannot be read");
    }

    private ObjectsSettings settings(Map<String, String> more) {
        var keys = new HashMap<>(more);
        keys.put("directory", home.toString());
        return ObjectsSettings.of(new BackupSource("here", "directory", keys, home), new DirectoryStores());
    }
}
