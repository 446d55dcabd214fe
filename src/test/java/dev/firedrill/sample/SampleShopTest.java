package dev.firedrill.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.BackupLabel;
import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.Continuity;
import dev.firedrill.postgres.ControlFile;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.WalArchive;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample that is made for these tests is kept in target/, as the shipped one is. */
class SampleShopTest {
    private static Sample sample;

    @TempDir
    Path work;

    @BeforeAll
    static void make_it() {
        sample = TestSample.get();
    }

    @Test
    void it_is_made_once_and_then_found() throws Exception {
        var made = Files.getLastModifiedTime(sample.directory().resolve("sample.json"));
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<Sample> asking = TestSample::get;
            for (var found : pool.invokeAll(List.of(asking, asking))) {
                assertThat(found.get()).isEqualTo(sample);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Files.getLastModifiedTime(sample.directory().resolve("sample.json")))
                .isEqualTo(made);
    }

    @Test
    void nothing_of_its_production_is_left() {
        assertThat(sample.directory().resolve("production")).doesNotExist();
        assertThat(sample.directory().resolveSibling(".test-sample.part")).doesNotExist();
    }

    @Test
    void what_an_interrupted_making_or_an_earlier_version_left_is_not_taken_for_a_sample() throws Exception {
        var directory = work.resolve("sample");
        OwnedDirectory.create(directory);
        Files.createDirectories(directory.resolve("backups/base-1"));
        Files.writeString(directory.resolve("sample.json"), "{\"version\": 0}");
        assertThat(new SampleShop(directory, 1000, TestSample.STATE)
                        .sample()
                        .facts()
                        .rows())
                .isEqualTo(1000);
        assertThat(directory.resolve("backups/base-1")).doesNotExist();
    }

    @Test
    void a_directory_of_somebody_else_is_never_replaced() throws Exception {
        Files.writeString(Files.createDirectories(work.resolve("mine")).resolve("letter.txt"), "keep me");
        assertThatThrownBy(() -> new SampleShop(work.resolve("mine"), 1000, TestSample.STATE).sample())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("was not made by Firedrill");
        assertThat(work.resolve("mine/letter.txt")).hasContent("keep me");
    }

    @Test
    void it_has_three_backups_each_proven_by_its_manifest() {
        for (var copy : List.of("", Sample.DR)) {
            var backups = sample.catalog("shop", copy).backups();
            assertThat(backups).hasSize(3).extracting(backup -> backup.id()).doesNotHaveDuplicates();
            for (var backup : backups) {
                var directory = Path.of(backup.location());
                var verification = BackupManifest.read(directory).verifyChecksums(directory, 2);
                assertThat(verification.files()).isEqualTo(verification.proven());
                assertThat(ControlFile.read(directory).hasDataChecksums()).isTrue();
                assertThat(backup.details().get("madeAtFrom")).startsWith("STOP TIME");
            }
        }
    }

    @Test
    void its_log_is_unbroken_and_the_copy_ends_earlier() {
        var own = chain("");
        var dr = chain(Sample.DR);
        assertThat(own.isUnbroken()).isTrue();
        assertThat(dr.isUnbroken()).isTrue();
        assertThat(own.newest().orElseThrow()).hasToString(sample.archived("").newestSegment());
        assertThat(dr.newest().orElseThrow())
                .hasToString(sample.archived(Sample.DR).newestSegment());
        assertThat(own.segments()).isGreaterThan(dr.segments());
    }

    private static Continuity chain(String copy) {
        var oldest = Path.of(sample.catalog("shop", copy).backups().get(0).location());
        var label = BackupLabel.read(oldest);
        var control = ControlFile.read(oldest);
        return WalArchive.open(DirectoryWal.archive(sample.wal(copy)))
                .verify(label.start(), label.timeline(), control.systemIdentifier(), control.segmentSize());
    }

    @Test
    void commits_lie_on_both_sides_of_five_seconds_before_as_of() {
        var target = sample.facts().asOf().minusSeconds(5);
        var newest = newestBackup();
        assertThat(newest).isBefore(target);
        var after = sample.facts().commits().stream()
                .map(SampleFacts.Commit::time)
                .filter(newest::isBefore)
                .toList();
        assertThat(after).filteredOn(target::isAfter).hasSizeGreaterThan(5);
        assertThat(after).filteredOn(target::isBefore).hasSizeGreaterThan(5);
        assertThat(Duration.between(after.get(0), after.get(after.size() - 1))).isGreaterThan(Duration.ofSeconds(8));
    }

    private static Instant newestBackup() {
        return sample.catalog("shop", "").backups().get(2).madeAt();
    }

    @Test
    void what_it_loses_is_known() {
        var facts = sample.facts();
        var own = sample.archived("").newestCommit();
        assertThat(Duration.between(own, facts.asOf())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(Duration.between(sample.archived(Sample.DR).newestCommit(), own))
                .isGreaterThan(Duration.ofSeconds(3));
        assertThat(facts.commits())
                .filteredOn(commit -> commit.time().isAfter(own))
                .hasSize(2)
                .allSatisfy(commit -> assertThat(commit.phase()).isEqualTo("lost"));
    }

    @Test
    void the_restore_point_lies_between_the_last_backup_and_the_price_change() {
        var facts = sample.facts();
        assertThat(facts.restorePoint().name()).isEqualTo("before-price-change");
        assertThat(facts.restorePoint().time()).isBetween(newestBackup(), facts.priceChange());
        assertThat(facts.priceChange()).isBefore(sample.archived("").newestCommit());
    }
}
