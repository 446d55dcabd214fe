package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationConnectionTest {
    @TempDir
    Path home;

    @Test
    void the_words_of_a_server_that_refuses_are_passed_on() {
        try (var cluster = PracticeCluster.start(home)) {
            var socket = cluster.server().socket();
            assertThatThrownBy(() -> ReplicationConnection.open(socket, "nobody"))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("role \"nobody\" does not exist", "SQLSTATE 28000");
            assertThatThrownBy(() -> ReplicationConnection.open(home.resolve("none"), "postgres"))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("cannot connect");
        }
    }

    @Test
    void a_peer_that_is_no_server_is_refused() {
        var peer = new ByteArrayInputStream("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
        assertThatThrownBy(
                        () -> ReplicationConnection.over(peer, OutputStream.nullOutputStream(), "postgres", () -> {}))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("no PostgreSQL server");
    }

    @Test
    void an_archive_cannot_write_outside_its_directory() throws Exception {
        var stream = tar("../outside", TarConstants.LF_NORMAL);
        assertThatThrownBy(() -> BaseBackupArchive.unpack(stream, home.resolve("in")))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("outside itself: [../outside]");
        assertThat(home.resolve("outside")).doesNotExist();
    }

    @Test
    void an_archive_with_a_link_is_refused() throws Exception {
        var stream = tar("pg_tblspc/1", TarConstants.LF_SYMLINK);
        assertThatThrownBy(() -> BaseBackupArchive.unpack(stream, home.resolve("in")))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("pg_tblspc/1");
    }

    private static ByteArrayInputStream tar(String name, byte type) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(type == TarConstants.LF_SYMLINK ? "/" : "");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
