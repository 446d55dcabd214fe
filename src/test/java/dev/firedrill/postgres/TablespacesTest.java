package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where links of pg_tblspc may lead, and what tablespace_map says. */
class TablespacesTest {
    @TempDir
    Path home;

    private Path backup;
    private Path links;

    @BeforeEach
    void make_a_backup() throws IOException {
        home = home.toRealPath();
        backup = home.resolve("backups/one");
        links = Files.createDirectories(backup.resolve("pg_tblspc"));
    }

    @Test
    void a_link_into_a_named_directory_is_followed() throws IOException {
        var place = Files.createDirectories(home.resolve("backups/one.ts"));
        Files.createSymbolicLink(links.resolve("16384"), place);
        var found = PlainTablespaces.find(backup, List.of(home.resolve("backups")));
        assertThat(found.linked()).containsOnlyKeys("16384").containsValue(place);
        assertThat(found.inside()).isEmpty();
    }

    @Test
    void a_link_into_the_backup_itself_is_followed_and_met_once() throws IOException {
        Files.createDirectories(backup.resolve("spaces/a"));
        Files.createSymbolicLink(links.resolve("16384"), Path.of("../spaces/a"));
        var found = PlainTablespaces.find(backup, List.of());
        assertThat(found.linked()).containsValue(backup.resolve("spaces/a"));
        assertThat(found.inside()).containsExactly(Path.of("spaces/a"));
    }

    @Test
    void a_link_to_a_place_that_nobody_named_is_not_followed() throws IOException {
        var place = Files.createDirectories(home.resolve("production"));
        Files.createSymbolicLink(links.resolve("16384"), place);
        refused("which leads to " + place);
    }

    @Test
    void neither_is_one_that_leads_there_by_a_detour_or_to_a_place_with_a_longer_name() throws IOException {
        var place = Files.createDirectories(home.resolve("backups-of-others"));
        Files.createSymbolicLink(home.resolve("backups/detour"), place);
        Files.createSymbolicLink(links.resolve("16384"), home.resolve("backups/detour"));
        refused("which leads to " + place);
        Files.delete(links.resolve("16384"));
        Files.createSymbolicLink(links.resolve("16384"), Path.of("../../../backups-of-others"));
        refused("which leads to " + place);
    }

    @Test
    void a_link_that_leads_nowhere_is_not_taken_for_a_loss_unless_it_leads_into_the_backups() throws IOException {
        Files.createSymbolicLink(links.resolve("16384"), home.resolve("production"));
        refused("which leads to " + home.resolve("production"));
        Files.delete(links.resolve("16384"));
        Files.createSymbolicLink(links.resolve("16384"), home.resolve("backups/gone"));
        assertThatThrownBy(() -> PlainTablespaces.find(backup, List.of(home.resolve("backups"))))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("expecting the files of a tablespace at", "backups/gone", "no such directory");
    }

    @Test
    void a_link_to_a_file_is_no_tablespace() throws IOException {
        Files.createSymbolicLink(links.resolve("16384"), Files.writeString(home.resolve("backups/file"), "x"));
        assertThatThrownBy(() -> PlainTablespaces.find(backup, List.of(home.resolve("backups"))))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("that is no directory");
    }

    @Test
    void a_tablespace_that_the_map_names_must_be_there() throws IOException {
        Files.writeString(backup.resolve("tablespace_map"), "16384 /prod/fast\n");
        assertThatThrownBy(() -> PlainTablespaces.find(backup, List.of()))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("tablespace 16384", "/prod/fast", "but there are none");
        Files.createDirectory(links.resolve("16384"));
        assertThat(PlainTablespaces.find(backup, List.of()).linked()).isEmpty();
    }

    @Test
    void a_map_is_read_as_the_server_writes_it() {
        var map = TablespaceMap.parse("16384 /prod/with space\n16385 /a\\\nb\\\\c\n", backup);
        assertThat(map.places())
                .containsEntry("16384", "/prod/with space")
                .containsEntry("16385", "/a\nb\\c")
                .hasSize(2);
        assertThatThrownBy(() -> TablespaceMap.parse("nonsense\n", backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("tablespace_map", "but found [nonsense]");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> PlainTablespaces.find(backup, List.of(home.resolve("backups"))))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(links.toString(), words, "not followed", "Remedy", "tablespaces:");
    }
}
