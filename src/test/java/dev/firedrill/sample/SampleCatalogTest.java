package dev.firedrill.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.Baseline;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.InstanceScope;
import dev.firedrill.config.Objectives;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.config.RestorePlace;
import dev.firedrill.postgres.BaseBackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleCatalogTest {
    private final SampleCatalog catalog = new SampleCatalog();

    @AfterEach
    void forget_the_size() {
        System.clearProperty(SampleRows.PROPERTY);
    }

    @Test
    void is_found_by_the_service_loader_with_the_other_catalogs() {
        assertThat(ServiceLoader.load(CatalogProvider.class))
                .hasAtLeastOneElementOfType(SampleCatalog.class)
                .hasAtLeastOneElementOfType(BaseBackupCatalog.class);
        assertThat(catalog.reads("postgresql", "sample")).isTrue();
        assertThat(catalog.reads("postgresql", "base-backup")).isFalse();
        assertThat(catalog.reads("redis", "sample")).isFalse();
    }

    @Test
    void lists_the_samples_backups_and_fixes_the_moment_of_the_failure() {
        var sample = TestSample.get();
        var source = source(Map.of("directory", sample.directory().toString()));
        var own = catalog.open(system(source), source, "");
        var dr = catalog.open(system(source), source, "dr");
        assertThat(own.asOf()).contains(sample.facts().asOf());
        assertThat(own.backups()).hasSize(3).allSatisfy(backup -> assertThat(backup.details())
                .containsEntry("wal", sample.wal("").toString()));
        assertThat(dr.backups()).hasSize(3).allSatisfy(backup -> {
            assertThat(backup.copy()).isEqualTo("dr");
            assertThat(backup.location()).startsWith(sample.backups("dr").toString());
        });
        assertThat(dr.backups().get(2).madeAt()).isEqualTo(own.backups().get(2).madeAt());
    }

    @Test
    void a_mistake_is_named_before_anything_is_made() {
        var source = source(Map.of("directory", "none", "stanza", "main"));
        assertThatThrownBy(() -> catalog.validate(source))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("[stanza]", "[directory]");
        assertThatThrownBy(() -> catalog.open(system(source), source, "us-west"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("[us-west]");
        System.setProperty(SampleRows.PROPERTY, "many");
        var right = source(Map.of("directory", "none"));
        assertThatThrownBy(() -> catalog.open(system(right), right, ""))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("-Dfiredrill.sample.rows", "[many]");
        assertThat(Path.of("target/none")).doesNotExist();
    }

    private static BackupSource source(Map<String, String> keys) {
        return new BackupSource(
                "firedrill.yaml:4", "sample", keys, Path.of("target").toAbsolutePath());
    }

    private static ProtectedSystem system(BackupSource source) {
        return new ProtectedSystem(
                "firedrill.yaml:3",
                "shop",
                "postgresql",
                "local",
                "shop",
                "postgres",
                source,
                Map.of(),
                new Objectives(Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofHours(26)),
                Optional.empty(),
                Duration.ofMinutes(30),
                InstanceScope.CLASS,
                List.of(),
                List.of(),
                Path.of("rules"),
                "keys",
                Path.of("target"),
                Optional.empty(),
                List.of(),
                Baseline.USUAL,
                Depth.FILES,
                Optional.empty(),
                List.of(),
                new RestorePlace("", Map.of(), Path.of("")));
    }
}
