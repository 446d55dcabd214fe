package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseBackupDirectoryTest {
    private static Path pristine;
    private static Path archive;
    private static Instant before;
    private static Instant after;

    @TempDir
    Path work;

    private Path backups;

    @BeforeAll
    static void take_a_base_backup(@TempDir Path home) throws Exception {
        try (var cluster = PracticeCluster.start(home)) {
            before = Instant.now();
            pristine = cluster.backup("nightly");
            after = Instant.now();
            cluster.archiveSegment();
            archive = cluster.archive();
        }
    }

    @BeforeEach
    void put_it_among_others() throws IOException {
        backups = Files.createDirectory(work.resolve("backups"));
        PracticeCluster.link(pristine, backups.resolve("one"));
    }

    @Test
    void a_backup_is_listed_with_what_its_files_say() {
        var backup = only();
        assertThat(backup.id()).isEqualTo("one");
        assertThat(backup.system()).isEqualTo("crm");
        assertThat(backup.location()).isEqualTo(backups.resolve("one").toString());
        assertThat(backup.bytes()).isGreaterThan(20_000_000);
        assertThat(backup.details())
                .containsEntry("wal", archive.toString())
                .containsEntry("label", "nightly")
                .containsEntry("timeline", "1")
                .containsEntry("startLsn", BackupLabel.read(pristine).start().toString())
                .containsKey("endLsn");
    }

    @Test
    void it_was_made_when_it_was_complete_and_not_when_it_was_copied() {
        assertThat(only().madeAt()).isBetween(before, after.plusSeconds(1));
        assertThat(only().details().get("madeAtFrom")).startsWith("STOP TIME of 0000");
    }

    @Test
    void the_directory_itself_may_be_the_backup() {
        var catalog = catalog(backups.resolve("one"));
        assertThat(catalog.backups()).hasSize(1).first().extracting(Backup::id).isEqualTo("one");
    }

    @Test
    void without_the_archives_note_the_label_tells_the_start() {
        var catalog = new BaseBackupDirectory(backups, Optional.empty(), "crm", "");
        assertThat(catalog.backups()).first().satisfies(backup -> {
            assertThat(backup.details()).doesNotContainKey("wal");
            assertThat(backup.details().get("madeAtFrom")).startsWith("START TIME");
            assertThat(Duration.between(backup.madeAt(), after).abs()).isLessThan(Duration.ofSeconds(30));
        });
    }

    @Test
    void a_backup_without_its_label_does_not_vanish_from_the_list() throws IOException {
        Files.delete(backups.resolve("one/backup_label"));
        assertThat(only().details().get("madeAtFrom")).startsWith("newest file of backup_manifest");
        Files.delete(backups.resolve("one/backup_manifest"));
        assertThat(only().details().get("madeAtFrom")).startsWith("file times");
        assertThatThrownBy(() -> BaseBackup.open(only()))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("backup_label");
    }

    @Test
    void a_backup_of_which_only_the_label_is_left_does_not_vanish_either() throws IOException {
        var torso = Files.createDirectory(backups.resolve("two"));
        Files.copy(pristine.resolve("backup_label"), torso.resolve("backup_label"));
        assertThat(catalog(backups).backups()).extracting(Backup::id).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void what_is_no_backup_is_noted_beside_the_backups() throws IOException {
        Files.createDirectory(backups.resolve("lost+found"));
        assertThat(only().details().get("besideIt")).contains("lost+found");
    }

    @Test
    void a_link_to_a_backup_is_no_second_one() throws IOException {
        Files.createSymbolicLink(backups.resolve("latest"), Path.of("one"));
        assertThat(only().id()).isEqualTo("one");
    }

    @Test
    void an_empty_directory_is_a_backup_that_failed() throws IOException {
        var failed = Files.createDirectory(backups.resolve("two"));
        Files.setLastModifiedTime(failed, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        Files.createDirectory(backups.resolve(".three"));
        var wal = Files.createDirectory(backups.resolve("wal"));
        var catalog = new BaseBackupDirectory(backups, Optional.of(wal), "crm", "");
        assertThat(catalog.backups()).extracting(Backup::id).containsExactly("one", "two");
    }

    @Test
    void where_there_is_no_backup_the_message_says_what_is_there() throws IOException {
        var empty = Files.createDirectory(work.resolve("empty"));
        assertThatThrownBy(() -> catalog(empty).backups())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("no usable backup", "it is empty");
        Files.createFile(Files.createDirectory(empty.resolve("photos")).resolve("one.jpg"));
        assertThatThrownBy(() -> catalog(empty).backups())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("no usable backup", "[photos]");
        assertThatThrownBy(() -> catalog(work.resolve("none")).backups())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(
                        "no usable backup", work.resolve("none").toString());
    }

    @Test
    void what_may_not_be_read_is_inconclusive() {
        var denied = UnreadableFile.of(backups, new AccessDeniedException(backups.toString()));
        assertThat(denied)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("no permission to read " + backups, "Remedy");
    }

    @Test
    void a_position_before_the_end_of_a_backup_is_out_of_its_reach() {
        var catalog = catalog(backups);
        var label = BackupLabel.read(pristine);
        var end = only().details().get("endLsn");
        assertThat(catalog.reaches(only(), new RecoveryTarget.Lsn(label.start().toString())))
                .isFalse();
        assertThat(catalog.reaches(only(), new RecoveryTarget.Lsn(end))).isTrue();
        assertThat(catalog.reaches(only(), new RecoveryTarget.Time(before.minusSeconds(5))))
                .isFalse();
        assertThat(catalog.reaches(only(), new RecoveryTarget.Latest())).isTrue();
    }

    private Backup only() {
        var all = catalog(backups).backups();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static BaseBackupDirectory catalog(Path directory) {
        return new BaseBackupDirectory(directory, Optional.of(archive), "crm", "");
    }
}
