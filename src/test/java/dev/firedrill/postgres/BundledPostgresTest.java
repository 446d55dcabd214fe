package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.process.BundledPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPostgresTest {
    /** It is set to the place that all tests of this JVM share, so that it may stay. */
    @Test
    void projects_of_one_host_share_the_place_that_the_property_names(@TempDir Path state) {
        var shared = PlantedBackup.STATE.resolve("binaries");
        System.setProperty(BundledPrograms.PROPERTY, shared.toString());
        assertThat(PostgresBinaries.bundled(state).bin()).startsWith(shared);
        assertThat(state).isEmptyDirectory();
    }
}
