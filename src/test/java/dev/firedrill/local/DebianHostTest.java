package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.debian.ClusterPlan;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Restoration;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Productions of a distribution, restored by its programs, and by such as lack what production was built with. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_basebackup")
@Exhaustive
class DebianHostTest {
    @TempDir
    Path home;

    private PlantedRun run;
    private Instant asOf;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(home.resolve("backups"));
        Files.createDirectory(home.resolve("wal"));
        run = PlantedRun.of(home).with("database", "postgres");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    /** A base backup, then rows that only the log has. */
    private void backUp(ClusterPlan plan, Consumer<DebianCluster> oddities) {
        try (var production =
                plan.archiveCommand("cp %p " + home.resolve("wal") + "/%f").start()) {
            oddities.accept(production);
            production.run(
                    "pg_basebackup",
                    "--pgdata=" + home.resolve("backups/base"),
                    "--checkpoint=fast",
                    "--wal-method=none");
            production.commit("after the backup");
            production.archiveSegment();
        }
        asOf = Instant.now();
        run.with("asOf", asOf.toString());
    }

    @Test
    @NeedsLocale("en_US.UTF-8")
    void all_that_a_production_can_have_is_restored_by_its_own_programs() throws Exception {
        var plan = DebianCluster.in(home)
                .with(
                        Trait.EN_US,
                        Trait.ICU_LOCALE,
                        Trait.WAL_LZ4,
                        Trait.ICU_COLLATION,
                        Trait.EXTENSIONS,
                        Trait.MANY_CONNECTIONS,
                        Trait.SUBSCRIPTION,
                        Trait.SLOTS);
        backUp(plan, production -> {});
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("host: programs: PostgreSQL 15.")
                        && line.endsWith("from " + DebianPackages.POSTGRESQL_15 + ": this host's"))
                .anyMatch(line -> line.contains("host: locale: postgres has en_US.UTF-8, en_US.UTF-8"))
                .anyMatch(line -> line.contains("max_connections = 250, max_prepared_transactions = 40,"));
        assertThat(PlantedRun.number(restoration, "select count(*) from commits where note = 'after the backup'"))
                .isEqualTo(1);
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_basebackup")
    void a_compressed_log_is_refused_before_it_is_copied_where_the_settings_tell() throws IOException {
        backUp(DebianCluster.in(home).binaries(DebianPackages.POSTGRESQL_17).with(Trait.WAL_LZ4), production -> {});
        var restoration = run.cannotTell(
                "the cluster was run with wal_compression = lz4 (postgresql.conf), and PostgreSQL 17",
                "is built without it",
                "Remedy: install postgresql-17 of your distribution, or set binaries:");
        assertThat(restoration.phases()).extracting(PhaseRecord::phase).doesNotContain(Phase.RECOVER);
        assertThat(home.resolve("work")).doesNotExist();
    }

    /** A setting of a role stands in no file; the server that replays is the first to notice. */
    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_basebackup")
    void a_compressed_log_that_only_the_replay_notices_is_no_bad_backup() throws Exception {
        backUp(
                DebianCluster.in(home).binaries(DebianPackages.POSTGRESQL_17),
                production -> production.sql("alter role postgres set wal_compression = 'zstd'"));
        run.cannotTell(
                "compressed with zstd not supported by build",
                "Remedy: this PostgreSQL was built without it: install postgresql-N of your distribution");
        run.close();
        run = PlantedRun.of(home)
                .with("database", "postgres")
                .with("asOf", asOf.toString())
                .with("binaries", DebianPackages.POSTGRESQL_17);
        assertThat(run.restore().failure()).isEmpty();
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/postgres")
    void programs_of_another_version_than_the_backups_are_a_mistake_of_the_configuration() throws IOException {
        backUp(DebianCluster.in(home), production -> {});
        run.with("binaries", DebianPackages.POSTGRESQL_17);
        assertThatThrownBy(run::restore)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        home.resolve("firedrill.yaml") + ":8: systems.crm.binaries: the backup is of PostgreSQL 15,",
                        "but the programs in " + DebianPackages.POSTGRESQL_17 + " are PostgreSQL 17.",
                        "Remedy: name the directory of PostgreSQL 15, or remove the key");
        assertThat(run.run().restorations())
                .singleElement()
                .extracting(Restoration::disposal)
                .isEqualTo(Restoration.Disposal.DISCARDED);
        run.nothingIsLeft();
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    @NeedsLocale("en_US.UTF-8")
    void a_database_that_another_c_library_ordered_is_judged_without_its_indexes() throws IOException {
        backUp(DebianCluster.in(home).with(Trait.EN_US), production -> {
            production.sql("create table words(word text primary key)");
            production.sql("update pg_database set datcollversion = '2.28' where datname = 'postgres'");
        });
        var restoration = run.restore();
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.id().equals("host-collations"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.message())
                        .contains("the database's own (version 2.28 where its indexes were built, "))
                .extracting(RuleOutcome::samples)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("public.words_pkey");
    }
}
