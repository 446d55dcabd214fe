package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real servers write when they recover, and when they cannot. */
class ServerLogTest {
    private static Path home;
    private static Path backup;
    private static String second;
    private static Instant firstCommit;
    private static Instant secondCommit;

    @TempDir
    Path work;

    @BeforeAll
    static void make_a_backup_and_a_log(@TempDir Path directory) throws Exception {
        home = directory;
        try (var production = PracticeCluster.start(home)) {
            production.sql("create table t(id int)");
            backup = production.backup("base");
            firstCommit = commit(production, 1);
            production.sql("select pg_create_restore_point('before-second')");
            production.sql("select pg_create_restore_point('vor-Änderung')");
            secondCommit = commit(production, 2);
            second = production.archiveSegment();
        }
    }

    private static Instant commit(PracticeCluster production, int id) throws Exception {
        production.sql("insert into t values (" + id + ")");
        return LogTime.parse(production.sql("select clock_timestamp()::text")).orElseThrow();
    }

    @Test
    void recovery_to_the_end_of_the_log_tells_its_last_commit() throws Exception {
        var boundary = boundary("latest", ServerSettings.ofThrowawayServer());
        assertThat(boundary.stop()).isEmpty();
        assertThat(boundary.complete()).isTrue();
        assertThat(boundary.newTimeline()).isPresent();
        assertThat(boundary.lastCommit().orElseThrow()).isAfter(secondCommit.minusSeconds(5));
        assertThat(boundary.redoDone().orElseThrow())
                .isGreaterThan(boundary.consistentAt().orElseThrow());
        assertThat(boundary.restoredFiles()).contains(second);
        assertThat(boundary.proof(new RecoveryTarget.Latest())).isPresent();
        assertThat(boundary.proof(new RecoveryTarget.Time(firstCommit))).isEmpty();
    }

    @Test
    void recovery_to_a_time_proves_the_boundary_on_both_sides() throws Exception {
        var settings = ServerSettings.ofThrowawayServer()
                .with(
                        "recovery_target_time",
                        firstCommit.toString().replace("Z", "+00").replace("T", " "));
        var boundary = boundary("time", settings);
        assertThat(boundary.stop().orElseThrow().kind()).isEqualTo(RecoveryStop.Kind.COMMIT);
        assertThat(boundary.stop().orElseThrow().included()).isFalse();
        assertThat(boundary.stop().orElseThrow().time().orElseThrow()).isAfter(firstCommit);
        assertThat(boundary.lastCommit().orElseThrow()).isBeforeOrEqualTo(firstCommit);
        assertThat(boundary.proof(new RecoveryTarget.Time(firstCommit))).isPresent();
        assertThat(boundary.proof(new RecoveryTarget.Time(secondCommit.plusSeconds(3600))))
                .isEmpty();
        assertThat(boundary.proof(new RecoveryTarget.Latest())).isEmpty();
    }

    @Test
    void recovery_to_a_name_proves_that_name_alone() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("recovery_target_name", "before-second");
        var boundary = boundary("name", settings);
        assertThat(boundary.proof(new RecoveryTarget.Name("before-second")))
                .hasValueSatisfying(proof -> assertThat(proof).contains("restore point before-second"));
        assertThat(boundary.proof(new RecoveryTarget.Name("other"))).isEmpty();
    }

    @Test
    void a_name_may_be_of_any_language() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("recovery_target_name", "vor-Änderung");
        assertThat(boundary("language", settings).proof(new RecoveryTarget.Name("vor-Änderung")))
                .isPresent();
    }

    @Test
    void recovery_to_the_end_of_the_backup_proves_consistency() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("recovery_target", "immediate");
        assertThat(boundary("immediate", settings).proof(new RecoveryTarget.BackupEnd()))
                .isPresent();
    }

    @Test
    void a_target_beyond_the_log_is_the_backups_fault() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("recovery_target_name", "never-made");
        assertThat(failure("beyond", backup, settings))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("recovery ended before configured recovery target was reached");
    }

    @Test
    void a_target_before_the_backup_is_the_backups_fault() throws Exception {
        var settings = ServerSettings.ofThrowawayServer()
                .with(
                        "recovery_target_lsn",
                        BackupLabel.read(backup).checkpoint().toString());
        assertThat(failure("before", backup, settings))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("before consistent recovery point");
    }

    @Test
    void a_damaged_control_file_is_the_backups_fault() throws Exception {
        var damaged = work.resolve("damaged");
        PracticeCluster.copy(backup, damaged);
        var bytes = Files.readAllBytes(damaged.resolve("global/pg_control"));
        bytes[180] ^= 1;
        Files.write(damaged.resolve("global/pg_control"), bytes);
        assertThat(failure("damaged", damaged, ServerSettings.ofThrowawayServer()))
                .isInstanceOf(BackupUnusable.class);
    }

    @Test
    void a_setting_that_this_server_does_not_know_is_nobodys_proof() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("no_such_setting", "1");
        assertThat(failure("setting", backup, settings))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("unrecognized configuration parameter");
    }

    @Test
    void a_library_that_this_host_lacks_is_nobodys_proof() throws Exception {
        var settings = ServerSettings.ofThrowawayServer().with("shared_preload_libraries", "timescaledb");
        assertThat(failure("library", backup, settings))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("timescaledb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PANIC:  could not write to file \"pg_wal/xlogtemp.12\": No space left on device",
                "FATAL:  could not open file \"global/pg_filenode.map\": Permission denied",
                "FATAL:  could not read file \"base/5/1259\": Input/output error",
                "PANIC:  could not read from log segment 000000010000000000000003: Input/output error",
                "FATAL:  database locale is incompatible with operating system",
                "FATAL:  recovery aborted because of insufficient parameter settings",
                "FATAL:  could not map anonymous shared memory: Cannot allocate memory",
                "FATAL:  something that nobody has ever read"
            })
    void what_the_host_lacks_or_nobody_understands_is_inconclusive(String line) {
        assertThat(log(line).failure("starting"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(line);
    }

    /** Word for word what PostgreSQL 15.15 wrote that was built without lz4, given the log of one that was built with it. */
    @Test
    void a_page_of_the_log_that_this_server_cannot_decompress_is_no_bad_backup() {
        var log = ServerLog.of(List.of(
                "2026-11-24 15:21:13.147 UTC [28988] LOG:  consistent recovery state reached at 0/2000100",
                "2026-11-24 15:21:13.147 UTC [28988] FATAL:  could not restore image at 0/3000028 compressed with LZ4"
                        + " not supported by build, block 0",
                "2026-11-24 15:21:13.147 UTC [28988] CONTEXT:  WAL redo at 0/3000028 for XLOG/FPI_FOR_HINT: ; blkref #0:"
                        + " rel 1663/5/16384, blk 0 FPW",
                "2026-11-24 15:21:13.148 UTC [28985] LOG:  startup process (PID 28988) exited with exit code 1"));
        assertThat(log.failure("recovery"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE  recovery: FATAL: could not restore image at 0/3000028 compressed"
                        + " with LZ4 not supported by build, block 0; WAL redo at")
                .hasMessageContaining("Remedy: this PostgreSQL was built without it: install postgresql-N of your"
                        + " distribution, or set binaries: in firedrill.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL:  could not restore image at 0/3000028 compressed with zstd not supported by build, block 0",
                "FATAL:  could not restore image at 0/3000028 compressed with unknown method, block 0",
                "FATAL:  resource manager with ID 129 not registered",
                "FATAL:  out of shared memory"
            })
    void what_the_host_lacks_is_understood(String line) {
        assertThat(log(line).complaint().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PANIC:  could not locate a valid checkpoint record at 0/2000060",
                "FATAL:  could not locate required checkpoint record at 0/2000060",
                "FATAL:  WAL ends before end of online backup",
                "FATAL:  requested timeline 3 is not a child of this server's history",
                "FATAL:  could not open file \"base/5/1259\": No such file or directory",
                "ERROR:  could not read block 3 in file \"base/5/1259\": read only 100 of 8192 bytes",
                "ERROR:  invalid page in block 0 of relation base/5/1259"
            })
    void what_the_backup_lacks_is_a_failure(String line) {
        assertThat(log(line).failure("starting"))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(line);
    }

    @Test
    void a_line_that_only_quotes_the_server_proves_nothing() {
        var quoted = "2026-11-22 10:00:00.000 UTC [1] STATEMENT:  select 'LOG:  redo done at 0/9'";
        assertThat(ServerLog.of(List.of(quoted)).boundary().redoDone()).isEmpty();
        assertThat(ServerLog.of(List.of("cp: FATAL: invalid page in block 0")).complaint())
                .isEmpty();
    }

    private static ServerLog log(String line) {
        return ServerLog.of(List.of("2026-11-22 10:39:24.160 UTC [5178] " + line));
    }

    private RecoveryBoundary boundary(String name, ServerSettings settings) throws Exception {
        try (var cluster = PracticeCluster.recover(home, backup, name, settings)) {
            assertThat(cluster.server().isReady())
                    .as(() -> "log " + cluster.server().log())
                    .isTrue();
            await().until(() -> cluster.sql("select pg_is_in_recovery()").equals("f"));
            return ServerLog.of(cluster.server().log()).boundary();
        }
    }

    private static Throwable failure(String name, Path from, ServerSettings settings) throws Exception {
        try (var cluster = PracticeCluster.recover(home, from, name, settings)) {
            await().until(() -> !cluster.server().process().isAlive());
            return ServerLog.of(cluster.server().log()).failure("recovering");
        }
    }
}
