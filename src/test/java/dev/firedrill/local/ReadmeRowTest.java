package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of README's table is one that some test of its tool restores; here they are read as they stand. */
class ReadmeRowTest {
    @Test
    void each_row_is_of_a_type_that_a_test_restores() {
        assertThat(ReadmeRow.types())
                .containsExactlyInAnyOrder("base-backup", "pgbackrest", "barman", "wal-g", "pg_dump", "command");
    }

    static Stream<String> types() {
        return ReadmeRow.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void each_row_is_understood_as_it_stands(String type, @TempDir Path home) throws IOException {
        var yaml = "systems: {crm: {engine: postgresql, backup: "
                + ReadmeRow.of(type).backup() + "}}";
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        var system = configuration.system("crm", "README");
        Platforms.installed().requireSupport(system, "");
        assertThat(system.backup().type()).isEqualTo(type);
    }
}
