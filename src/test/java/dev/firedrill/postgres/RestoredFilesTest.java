package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredFilesTest {
    @TempDir
    Path directory;

    private Path links;
    private Path map;

    @BeforeEach
    void restore() throws IOException {
        links = Files.createDirectories(directory.resolve("data/pg_tblspc"));
        map = directory.resolve("data/tablespace_map");
    }

    @Test
    void tablespaces_of_the_restore_stay() throws IOException {
        var place = Files.createDirectories(directory.resolve("tablespaces/my fast one"));
        Files.createSymbolicLink(links.resolve("16384"), place);
        Files.writeString(map, "16384 " + place + "\n");
        RestoredFiles.settle(directory);
        assertThat(links.resolve("16384")).isSymbolicLink();
        assertThat(map).as("the links are there").doesNotExist();
    }

    @Test
    void a_link_that_leads_elsewhere_is_refused() throws IOException {
        Files.createSymbolicLink(links.resolve("16384"), Path.of("/production/fast"));
        assertThatThrownBy(() -> RestoredFiles.settle(directory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("pg_tblspc/16384 is a link to /production/fast", "no server is started on it");
    }

    /** The server would make the link when it starts. */
    @Test
    void a_map_that_leads_elsewhere_is_refused() throws IOException {
        Files.writeString(map, "16384 " + directory.resolve("tablespaces/one") + "\n16385 /production/fast\n");
        assertThatThrownBy(() -> RestoredFiles.settle(directory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("tablespace_map leads to /production/fast", "no server is started on it");
        Files.writeString(map, "16385 " + directory.resolve("tablespaces/../../fast") + "\n");
        assertThatThrownBy(() -> RestoredFiles.settle(directory)).isInstanceOf(Inconclusive.class);
    }
}
