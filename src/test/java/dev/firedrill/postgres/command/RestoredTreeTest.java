package dev.firedrill.postgres.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.process.Command;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands may leave behind for a server to write to. */
class RestoredTreeTest {
    @TempDir
    Path home;

    private Path restore;
    private Path data;

    @BeforeEach
    void restore() throws IOException {
        restore = home.resolve("restore");
        data = Files.createDirectories(restore.resolve("data/global")).getParent();
        Files.createDirectories(data.resolve("pg_tblspc"));
        Files.createDirectories(restore.resolve("tablespaces/1"));
        Files.writeString(data.resolve("global/pg_control"), "x");
        Files.writeString(home.resolve("elsewhere"), "x");
    }

    @Test
    void files_and_links_to_tablespaces_of_its_own_are_fine() throws IOException {
        Files.createSymbolicLink(data.resolve("pg_tblspc/1"), restore.resolve("tablespaces/1"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/2"), Path.of("../../tablespaces/1"));
        Files.writeString(data.resolve("tablespace_map"), "1 /data/fast\n2 /data/two\n");
        assertThatCode(() -> RestoredTree.require(restore)).doesNotThrowAnyException();
    }

    @Test
    void a_link_out_of_it_is_refused_however_it_is_written() throws IOException {
        for (var target :
                new String[] {home.resolve("elsewhere").toString(), "../../../elsewhere", "/nowhere", ".././../.."}) {
            var link = data.resolve("global/link");
            Files.createSymbolicLink(link, Path.of(target));
            assertThatThrownBy(() -> RestoredTree.require(restore))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll(link.toString(), "lies outside of");
            Files.delete(link);
        }
    }

    @Test
    void a_link_that_leads_out_by_way_of_another_is_refused() throws IOException {
        Files.createSymbolicLink(data.resolve("global/a"), Path.of("b/elsewhere"));
        Files.createSymbolicLink(data.resolve("global/b"), home);
        assertThatThrownBy(() -> RestoredTree.require(restore)).isInstanceOf(Inconclusive.class);
    }

    @Test
    void a_hard_link_into_the_backup_is_refused() throws IOException {
        Files.createLink(data.resolve("PG_VERSION"), home.resolve("elsewhere"));
        assertThatThrownBy(() -> RestoredTree.require(restore))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("PG_VERSION, which is a hard link", "Remedy: let the command copy");
    }

    @Test
    void a_pipe_is_refused() {
        Command.of("mkfifo", data.resolve("global/pipe").toString()).runOrThrow("making a pipe");
        assertThatThrownBy(() -> RestoredTree.require(restore))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("is a pipe, a socket or a device");
    }

    @Test
    void a_data_directory_that_is_another_one_is_refused() throws IOException {
        Files.move(data, home.resolve("production"));
        Files.createSymbolicLink(data, home.resolve("production"));
        assertThatThrownBy(() -> RestoredTree.require(restore))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("is a symbolic link");
    }

    @Test
    void a_tablespace_that_was_not_restored_is_missing() throws IOException {
        Files.writeString(data.resolve("tablespace_map"), "4711 /data/fast\n");
        assertThatThrownBy(() -> RestoredTree.require(restore))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("did not restore tablespace 4711", "{tablespaces}");
    }
}
