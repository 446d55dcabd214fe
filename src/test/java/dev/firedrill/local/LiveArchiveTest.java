package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.ExaminedLog;
import dev.firedrill.postgres.LogBeforeReplay;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.postgres.WalFault;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.TreeCopy;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Production goes on archiving while its backup is restored: that is no damage, and hides none. */
class LiveArchiveTest {
    private static final RecoveryTarget LATEST = new RecoveryTarget.Latest();

    @TempDir
    Path home;

    private final Deadline deadline = Deadline.in(Duration.ofMinutes(2));
    private PlantedBackup planted;
    private Path newest;
    private Path kept;
    private PostgresServer server;

    @BeforeEach
    void keep_the_newest_segment_back() throws IOException {
        planted = PlantedBackup.in(home);
        newest = planted.newestSegment();
        kept = home.resolve("kept");
        Files.move(newest, kept);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_segment_that_arrives_before_replay_is_at_its_end_is_replayed_and_accepted() throws IOException {
        var backup = looked();
        Files.move(kept, newest);
        recover(backup);
        assertThat(proven(backup).time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
    }

    @Test
    void a_segment_that_arrives_after_replay_is_at_its_end_is_no_damage() throws IOException {
        var backup = looked();
        recover(backup);
        Files.move(kept, newest);
        assertThat(proven(backup).time())
                .isBefore(PlantedBackup.sample().archived("").newestCommit());
    }

    @Test
    void damage_in_what_arrives_is_found() throws IOException {
        var backup = looked();
        Files.move(kept, newest);
        planted.flip(newest, PlantedBackup.middleOf(newest));
        recover(backup);
        assertThatThrownBy(() -> proven(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("segment " + newest.getFileName(), "it is damaged: ");
    }

    @Test
    void a_segment_that_vanishes_meanwhile_is_named() throws IOException {
        Files.move(kept, newest);
        var backup = looked();
        recover(backup);
        Files.delete(planted.segment(1));
        assertThatThrownBy(() -> proven(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("is missing");
    }

    /** As a plain cp leaves it while it runs. */
    @Test
    void a_newest_segment_that_is_still_being_written_is_waited_for() throws IOException {
        var content = Files.readAllBytes(kept);
        Files.write(newest, Arrays.copyOf(content, 1 << 20));
        var backup = looked();
        var writer = CompletableFuture.runAsync(
                () -> replace(content), CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        var settled = backup.withSettledWal(deadline);
        writer.join();
        assertThatThrownBy(() -> backup.requireWalFor(LATEST)).isInstanceOf(BackupUnusable.class);
        settled.requireWalFor(LATEST);
        assertThat(settled.continuity().newest().orElseThrow().name())
                .isEqualTo(newest.getFileName().toString());
    }

    /** As a writer leaves it that deletes what it replaces. */
    @Test
    void a_newest_segment_that_is_away_for_a_moment_is_waited_for() throws IOException {
        var content = Files.readAllBytes(kept);
        Files.write(newest, Arrays.copyOf(content, 1 << 20));
        var backup = looked();
        var writer = CompletableFuture.runAsync(
                () -> {
                    delete(newest);
                    CompletableFuture.runAsync(
                                    () -> replace(content),
                                    CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS))
                            .join();
                },
                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        var settled = backup.withSettledWal(deadline);
        writer.join();
        assertThat(settled.continuity().newest().orElseThrow().name())
                .isEqualTo(newest.getFileName().toString());
    }

    @Test
    void a_newest_segment_that_is_whole_only_after_the_server_asked_for_it_proves_nothing() throws IOException {
        var backup = looked();
        var content = Files.readAllBytes(kept);
        Files.write(newest, Arrays.copyOf(content, 1 << 20));
        assertThat(start(backup)).isFalse();
        replace(content);
        assertThat(new RecoveryProof(backup, LATEST, deadline).unproven(server))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(newest.getFileName() + " was still being written", "Remedy: run it again");
    }

    /** It ends the replay without a word, as the end of the log does. */
    @Test
    void a_disk_that_cannot_be_read_is_not_the_backups_fault() throws IOException {
        var backup = looked();
        recover(backup);
        var log = new ArrayList<>(server.log());
        log.add("2026-11-22 10:39:24.160 UTC [5178] LOG:  could not read from WAL segment " + newest.getFileName()
                + ", LSN 0/7000000, offset 0: Input/output error");
        assertThatThrownBy(() -> new RecoveryProof(backup, LATEST, deadline).of(log))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("this host could not read the log", "Input/output error");
    }

    @Test
    void records_of_what_arrived_after_a_long_copy_are_examined_too() throws IOException {
        var backup = looked();
        planted.flip(kept, PlantedBackup.middleOf(kept));
        Files.move(kept, newest);
        assertThatThrownBy(() -> new LogBeforeReplay(backup, LATEST, deadline).examine())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("segment " + newest.getFileName() + " is damaged: expecting the ");
    }

    /** What was examined, and what the server was given, need not be the same bytes. */
    @Test
    void a_replay_that_leaves_out_whole_records_proves_nothing() throws IOException {
        var backup = looked();
        recover(backup);
        var examined = new LogBeforeReplay(backup, LATEST, deadline).examine();
        var proof = new RecoveryProof(backup, LATEST, deadline);
        assertThat(proof.knowing(examined).of(server.log()).proof()).isNotEmpty();
        var beyond = with(examined, examined.last().map(last -> new Lsn(last.value() + 8)), Optional.empty());
        assertThatThrownBy(() -> proof.knowing(beyond).of(server.log()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("without a word, although WAL records: ", "Remedy: ");
    }

    @Test
    void a_replay_of_records_that_were_found_damaged_proves_nothing() throws IOException {
        var backup = looked();
        recover(backup);
        var examined = new LogBeforeReplay(backup, LATEST, deadline).examine();
        var fault = new WalFault(newest.getFileName().toString(), WalFault.Kind.DAMAGED, "this", "that");
        var before = with(examined, examined.last().map(last -> new Lsn(last.value() - 8)), Optional.of(fault));
        assertThatThrownBy(() -> new RecoveryProof(backup, LATEST, deadline)
                        .knowing(before)
                        .of(server.log()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("it was found to be damaged before", newest.getFileName() + " is damaged");
    }

    private static ExaminedLog with(ExaminedLog log, Optional<Lsn> last, Optional<WalFault> fault) {
        return new ExaminedLog(
                log.start(),
                log.records(),
                last,
                log.newest(),
                fault,
                log.ending(),
                log.altered(),
                log.reused(),
                log.unread());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(byte[] content) {
        try {
            planted.replace(newest, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BaseBackup looked() {
        var catalog = new BaseBackupDirectory(planted.backups(), Optional.of(planted.wal()), "crm", "");
        Backup only = catalog.backups().get(0);
        return BaseBackup.open(only);
    }

    private void recover(BaseBackup backup) throws IOException {
        assertThat(start(backup)).as(() -> "log " + server.log()).isTrue();
    }

    /** Whether it became ready. */
    private boolean start(BaseBackup backup) throws IOException {
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
        return server.awaitReady(() -> false);
    }

    private RecoveryPoint proven(BaseBackup backup) {
        return new RecoveryProof(backup, LATEST, deadline).of(server.log());
    }
}
