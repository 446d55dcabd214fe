package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore would take is told without one. */
@Exhaustive
class PlanTest {
    @TempDir
    Path home;

    private Typed typed;
    private PlantedBackup planted;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.allIn(home);
        typed = new Typed(home).configured("");
    }

    @Test
    void a_plan_names_backup_log_disk_and_programs_and_moves_nothing() throws IOException {
        var before = listing();
        var newest = planted.newest().getFileName().toString();
        typed.run("plan", "shop")
                .isPass()
                .says(
                        "shop (latest)",
                        "  backup ",
                        newest + ", made at ",
                        "the newest of 3 that reach the target, of 3 in all")
                .says("full, by itself", " segments, ", "in WAL archive " + planted.wal(), "unbroken", "as stored")
                .says("programs ", "PostgreSQL 17", "disk ", "that are free in " + home.resolve("w"))
                .says("unknown: the evidence has no restore", "select, provision, recover, ready, verify, discard")
                .says("Nothing was moved.");
        assertThat(listing()).isEqualTo(before);
        typed.nothingIsLeft();
    }

    @Test
    void the_plan_is_what_a_restore_then_does() throws IOException {
        var plan = typed.run("plan", "shop", "--random", "30d", "--seed", "5").isPass();
        var drawn = plan.out()
                .lines()
                .filter(line -> line.startsWith("  backup "))
                .findFirst()
                .orElseThrow();
        var restored = typed.run("shell", "shop", "--random", "30d", "--seed", "5", "--print")
                .isPass();
        typed.nothingStays();
        var backup = drawn.strip().split(" +")[1].replace(",", "");
        assertThat(restored.out()).contains("Restored shop · random 30d · backup " + backup);
    }

    @Test
    void the_time_is_that_of_earlier_restores() {
        var configuration = ConfigurationReader.read(typed.file());
        System.setProperty(
                "firedrill.binaries", PlantedBackup.STATE.resolve("binaries").toString());
        var run = AdHocRun.of(configuration, 0);
        var restoration = run.path()
                .restore(
                        configuration.system("shop", "a test"),
                        new RestoreRequest("shop", "", "", "", false, "a test"));
        assertThat(restoration.failure()).isEmpty();
        run.path().discard(restoration);
        EvidenceLog.in(configuration.state()).append(run.run(), Map.of());
        typed.run("plan", "shop")
                .isPass()
                .says("the median of the last 1 restore (latest)")
                .says("recover ");
        typed.run("plan", "shop", "--random", "30d").isPass().says("the median of the last 1 restore (any)");
    }

    @Test
    void a_gap_in_the_log_is_told() throws IOException {
        var gone = planted.segment(1);
        Files.delete(gone);
        typed.run("plan", "shop").isFail("FAIL", "segment " + gone.getFileName() + " is missing");
        var target = PlantedBackup.sample().facts().commits().stream()
                .filter(commit -> commit.phase().equals("after base 3"))
                .findFirst()
                .orElseThrow()
                .time();
        typed.run("plan", "shop", "--at", target.toString()).isPass().says("no further: segment " + gone.getFileName());
    }

    @Test
    void what_this_host_lacks_is_inconclusive_and_has_its_remedy() throws IOException {
        Files.writeString(home.resolve("w"), "in the way");
        var ended = typed.run("plan", "shop");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        ended.says("problem: ", "remedy: ", "INCONCLUSIVE");
    }

    @Test
    @NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "pgbackrest"})
    void the_chain_of_an_incremental_backup_is_named(@TempDir Path place) throws IOException {
        try (var cluster = DebianCluster.in(place).start()) {
            var repository = PgBackRestRepository.of(cluster).create();
            var full = repository.backup("full");
            var increment = repository.backup("incr");
            typed.configured(
                    "  music: {engine: postgresql, database: postgres, backup: {type: pgbackrest, stanza: main,"
                            + " config: '" + repository.configuration() + "'}}\n");
            // A backup counts from the full second after its end on.
            await().until(() -> typed.run("plan", "music").isPass().out().contains(increment));
            typed.run("plan", "music")
                    .isPass()
                    .says("backup ", increment, "incr, together with " + full, "the backup itself needs it up to ")
                    .says("PostgreSQL 15");
        }
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_dump")
    void a_dump_has_no_log(@TempDir Path place) throws IOException {
        var dump = home.resolve("wiki.dump");
        try (var cluster = DebianCluster.in(place).start()) {
            cluster.run("pg_dump", "--format=custom", "--file=" + dump, "postgres");
        }
        typed.configured("  wiki: {engine: postgresql, database: postgres, backup: {type: pg_dump, file: '*.dump'}}\n");
        typed.run("plan", "wiki")
                .isPass()
                .says("backup ", "wiki.dump", "none: a dump holds the state of one moment", "PostgreSQL 15")
                .says("custom dump of database postgres", "the checksum of every block of data");
        typed.run("plan", "wiki", "--at", "1h ago").isMistake("a dump holds one moment", "Remedy: ask for latest");
    }

    @Test
    void a_user_is_told_of_mistakes() throws IOException {
        typed.run("plan", "billing").isMistake("asks for system [billing]", "Remedy: ");
        typed.run("plan", "shop", "--copy", "dr").isMistake("has no copy [dr]");
        typed.run("plan", "shop", "--at", "yesterday").isMistake("cannot read the recovery target");
        typed.run("plan").isMistake("Missing required parameter: 'SYSTEM'");
        Files.writeString(typed.file(), "systems: {shop: {engine: postgresql, backup: {type: sample}}}");
        typed.run("plan", "shop").isInconclusive("made by its first restore", "Remedy: firedrill shell shop --print");
        Files.delete(typed.file());
        typed.run("plan", "shop").isMistake("no such file");
        assertThat(home.resolve("target")).doesNotExist();
    }

    private Map<String, String> listing() throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(home)) {
            for (var file : files.toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return found;
    }
}
