package dev.firedrill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.config.ProtectedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockDiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path home;

    private final ClockDiagnosis clock = new ClockDiagnosis(NOW);

    @Test
    void a_backup_that_was_made_in_the_future_is_named() throws IOException {
        assertThat(clock.of(system(""), List.of(backup("a", "2026-11-22T10:00:30Z"))))
                .isEmpty();
        assertThat(clock.of(
                        system(""), List.of(backup("a", "2026-11-22T09:00:00Z"), backup("b", "2026-11-22T12:00:00Z"))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo(Level.LACKING);
                    assertThat(found.found()).contains("backup b was made at 2026-11-22T12:00:00Z, 2h from now");
                    assertThat(found.remedy()).contains("set the clock");
                });
    }

    @Test
    void an_as_of_in_the_future_is_named() throws IOException {
        assertThat(clock.of(system("asOf: 2026-11-22T09:00:00Z"), List.of())).isEmpty();
        assertThat(clock.of(system("asOf: 2026-11-23T09:00:00Z"), List.of()))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo(Level.LACKING);
                    assertThat(found.found()).contains("asOf: 2026-11-23T09:00:00Z is in the future");
                });
    }

    @Test
    void a_clock_that_was_set_back_is_seen_by_the_evidence() throws IOException {
        assertThat(clock.ofHost(home)).extracting(Diagnosis::level).containsExactly(Level.OK);
        var evidence = Files.writeString(home.resolve("evidence.jsonl"), "");
        Files.setLastModifiedTime(evidence, FileTime.from(NOW.plusSeconds(3600)));
        assertThat(clock.ofHost(home)).singleElement().satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.LACKING);
            assertThat(found.found()).contains(evidence.toString());
        });
    }

    private ProtectedSystem system(String key) throws IOException {
        var file = Files.writeString(
                home.resolve("firedrill.yaml"),
                "systems:\n  crm:\n    engine: postgresql\n    backup: {type: base-backup, directory: d}\n    " + key
                        + "\n");
        return ConfigurationReader.read(file).system("crm", "a test");
    }

    private static Backup backup(String id, String madeAt) {
        return new Backup(id, "crm", "", "/backup/" + id, Instant.parse(madeAt), 1, Map.of());
    }
}
