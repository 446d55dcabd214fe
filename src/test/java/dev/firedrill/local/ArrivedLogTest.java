package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.ExaminedLog;
import dev.firedrill.postgres.LogBeforeReplay;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.Deadline;
import dev.firedrill.sample.OddShop;
import dev.firedrill.store.TreeCopy;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log that is archived after it was examined, and before the server was at its end, is replayed, too. */
@Exhaustive
class ArrivedLogTest {
    private static final int PAGE = 8192;
    private static final RecoveryTarget LATEST = new RecoveryTarget.Latest();

    @TempDir
    Path home;

    private final Deadline deadline = Deadline.in(Duration.ofMinutes(2));
    private Path newest;
    private byte[] kept;
    private BaseBackup backup;
    private ExaminedLog examined;
    private PostgresServer server;

    @BeforeEach
    void examine_the_log_without_its_newest_segment() throws Exception {
        OddShop.makeAndGoOn(
                home,
                PlantedBackup.STATE,
                "select pg_switch_wal()",
                "create table filler as select n, repeat('x', 1200) from generate_series(1, 40000) n");
        var segments = segments();
        // The last one ends by a switch; the one before it is full.
        Files.delete(segments.get(segments.size() - 1));
        newest = segments.get(segments.size() - 2);
        kept = Files.readAllBytes(newest);
        Files.delete(newest);
        backup = BaseBackup.open(
                new BaseBackupDirectory(home.resolve("backups"), Optional.of(home.resolve("wal")), "crm", "")
                        .backups()
                        .get(0));
        examined = new LogBeforeReplay(backup, LATEST, deadline).examine();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void it_is_examined_and_that_is_said() throws IOException {
        Files.write(newest, kept);
        recover();
        assertThat(proven().proof())
                .contains("archived meanwhile and replayed, up to " + newest.getFileName() + ": WAL records: ")
                .contains(" are whole by their CRC-32C");
    }

    @Test
    void nothing_is_said_where_nothing_arrived() throws IOException {
        recover();
        Files.write(newest, kept);
        assertThat(proven().proof()).doesNotContain("archived meanwhile");
    }

    /** The server waits for the rest in the next segment, is told that there is none, and promotes without a word. */
    @Test
    void a_silent_end_in_it_is_found() throws IOException {
        int page = kept.length - PAGE;
        var content = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
        int at = page + 24 + (content.getInt(page + 16) + 7 & ~7);
        content.putInt(at, 2 * PAGE);
        Files.write(newest, kept);
        recover();
        assertThatThrownBy(this::proven)
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(
                        "segment " + newest.getFileName() + " is damaged: ", "a length of 16,384 bytes");
    }

    private RecoveryPoint proven() {
        return new RecoveryProof(backup, LATEST, deadline).knowing(examined).of(server.log());
    }

    private void recover() throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var data = Files.createDirectory(home.resolve("data"), mode);
        TreeCopy.copy(backup.directory(), data, path -> !path.startsWith("pg_wal"), () -> {});
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Files.createFile(data.resolve("recovery.signal"));
        Unprivileged.onThisHost().own(home);
        server = PostgresServer.start(
                PostgresBinaries.bundled(PlantedBackup.STATE),
                data,
                home.resolve("run"),
                "postgres",
                RecoverySettings.of(backup, LATEST));
        assertThat(server.awaitReady(() -> false))
                .as(() -> "log " + server.log())
                .isTrue();
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(home.resolve("wal"))) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .sorted()
                    .toList();
        }
    }
}
