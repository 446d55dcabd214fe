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

    /** The map would lead the server to production's. */
    @Test
    void tablespaces_of_the_restore_stay_and_the_map_goes() throws IOException {
        var place = Files.createDirectories(directory.resolve("tablespaces/my fast one"));
        Files.createSymbolicLink(links.resolve("16384"), place);
        Files.writeString(map, "16384 /production/my fast one\n");
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

    @Test
    void a_tablespace_that_did_not_come_back_is_named() throws IOException {
        Files.createSymbolicLink(links.resolve("16384"), Files.createDirectories(directory.resolve("tablespaces/one")));
        Files.writeString(map, "16384 /production/one\n16385 /production/fast\n");
        assertThatThrownBy(() -> RestoredFiles.settle(directory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("[16385 /production/fast]", "there is no pg_tblspc/16385");
    }
}
