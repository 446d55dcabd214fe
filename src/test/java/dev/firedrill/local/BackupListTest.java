package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.store.archive.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups in tar format in a list, beside others and damaged. */
class BackupListTest {
    @TempDir
    Path home;

    private PlantedBackup planted;
    private List<Backup> plain;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.allIn(home);
        plain = listed();
    }

    @ParameterizedTest
    @EnumSource
    void an_archive_is_listed_like_the_same_backup_in_plain_format(Compression compression) throws IOException {
        var tar = PlantedTarBackup.insteadOf(planted, compression);
        var file = tar.write();
        var listed = listed();
        assertThat(listed).hasSize(3);
        var newest = listed.get(2);
        assertThat(newest.id()).isEqualTo(plain.get(2).id());
        assertThat(newest.madeAt()).isEqualTo(plain.get(2).madeAt());
        assertThat(newest.bytes()).isEqualTo(Files.size(file) + Files.size(tar.manifest()));
        assertThat(newest.details())
                .containsEntry("format", "tar")
                .containsAllEntriesOf(plain.get(2).details());
    }

    @ParameterizedTest
    @EnumSource
    void its_beginning_is_enough_for_that(Compression compression) throws IOException {
        var tar = PlantedTarBackup.insteadOf(planted, compression);
        var file = tar.write();
        planted.truncate(file, 600_000);
        assertThat(listed().get(2).details())
                .containsEntry("label", plain.get(2).details().get("label"))
                .containsEntry("startLsn", plain.get(2).details().get("startLsn"));
    }

    @ParameterizedTest
    @EnumSource
    void a_damaged_archive_does_not_vanish_from_the_list(Compression compression) throws IOException {
        var tar = PlantedTarBackup.insteadOf(planted, compression);
        var file = tar.write();
        planted.replace(file, "this is no archive at all, whatever its name says".getBytes());
        assertThat(listed()).extracting(Backup::id).contains(plain.get(2).id());
        planted.replace(file, new byte[0]);
        assertThat(listed()).extracting(Backup::id).contains(plain.get(2).id());
    }

    @Test
    void an_archive_of_another_part_shows_a_backup_whose_data_is_gone() throws IOException {
        var tar = PlantedTarBackup.insteadOf(planted, Compression.GZIP);
        tar.writeLog(tar.segments().subList(0, 1));
        Files.delete(tar.manifest());
        assertThat(listed()).extracting(Backup::id).contains(plain.get(2).id());
    }

    @Test
    void the_directory_itself_may_be_the_backup() throws IOException {
        var tar = PlantedTarBackup.insteadOf(planted, Compression.ZSTD);
        tar.write();
        var alone = new BaseBackupDirectory(tar.directory(), Optional.of(planted.wal()), "crm", "");
        assertThat(alone.backups())
                .singleElement()
                .extracting(Backup::id)
                .isEqualTo(plain.get(2).id());
    }

    private List<Backup> listed() {
        return new BaseBackupDirectory(planted.backups(), Optional.of(planted.wal()), "crm", "").backups();
    }
}
