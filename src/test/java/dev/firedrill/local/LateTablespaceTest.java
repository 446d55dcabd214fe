package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.sample.OddShop;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tablespace that production made after its backup: a server that replays its log goes to work in that place. */
@Exhaustive
class LateTablespaceTest {
    @TempDir
    Path home;

    private PlantedRun run;

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void a_place_of_production_that_the_log_names_is_never_written_to() throws Exception {
        var place = live();
        var before = listing(place);
        assertThat(before).isNotEmpty();
        run.refused(Verdict.INCONCLUSIVE, "", "tablespace", place.toString(), "Remedy: ");
        assertThat(listing(place)).isEqualTo(before);
    }

    /** Then the server itself ends, at the record that makes it. */
    @Test
    void a_place_that_this_host_lacks_is_nobodys_fault() throws Exception {
        var place = live();
        Files.move(place, home.resolve("away"));
        run.refused(Verdict.INCONCLUSIVE, "", "directory \"" + place + "\" does not exist");
        assertThat(place).doesNotExist();
    }

    @Test
    void a_position_before_it_is_restored_and_its_own_is_not() throws Exception {
        var place = live();
        var before = listing(place);
        var message = run.refused(Verdict.INCONCLUSIVE, "", "the WAL makes a tablespace")
                .failure()
                .orElseThrow()
                .getMessage();
        var made = Lsn.parse(message.split("by the record at ")[1].split("\\)")[0]);
        run.refused(Verdict.INCONCLUSIVE, "lsn:" + made, "the WAL makes a tablespace at " + place);
        run.refused(Verdict.INCONCLUSIVE, "lsn:" + new Lsn(made.value() - 8), "the WAL makes a tablespace at " + place);
        // The first record of its segment, which was begun well before it.
        var restoration = run.at("lsn:" + new Lsn((made.value() & -(16 << 20)) + 40));
        assertThat(restoration.failure()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select count(*) from pg_tablespace where spcname = 'late'"))
                .isZero();
        assertThat(listing(place)).isEqualTo(before);
    }

    /** Every replay towards them ends before it. */
    @Test
    void a_name_a_time_and_the_end_of_the_backup_before_it_are_restored() throws Exception {
        var place = live();
        var before = listing(place);
        var named = run.at("name:before-it");
        assertThat(named.failure()).isEmpty();
        var millis = PlantedRun.number(named, "select (extract(epoch from max(at)) * 1000)::bigint from before_it");
        var timed = run.at(Instant.ofEpochMilli(millis + 100));
        assertThat(timed.failure()).isEmpty();
        assertThat(PlantedRun.number(timed, "select count(*) from before_it")).isEqualTo(1000);
        assertThat(PlantedRun.number(timed, "select count(*) from pg_class where relname = 'after_it'"))
                .isZero();
        var drawn = run.restore("", "", "30d");
        assertThat(drawn.failure()).isEmpty();
        assertThat(drawn.target()).contains(new RecoveryTarget.BackupEnd());
        assertThat(listing(place)).isEqualTo(before);
    }

    @Test
    void a_name_and_a_time_behind_it_are_not() throws Exception {
        var place = live();
        var before = listing(place);
        run.refused(Verdict.INCONCLUSIVE, "name:behind-it", "the WAL makes a tablespace at " + place);
        run.refused(Verdict.INCONCLUSIVE, "name:nowhere", "the WAL makes a tablespace at " + place);
        run.refused(Verdict.INCONCLUSIVE, "0s ago", "the WAL makes a tablespace at " + place);
        assertThat(listing(place)).isEqualTo(before);
    }

    /** It is fetched to be looked through. */
    @Test
    void a_log_that_only_a_command_fetches_is_looked_through_too() throws Exception {
        var place = live();
        var before = listing(place);
        var backup = new BaseBackupDirectory(home.resolve("backups"), Optional.of(home.resolve("wal")), "crm", "")
                .backups()
                .get(0);
        var list = Files.writeString(
                home.resolve("list"), "{\"id\": \"%s\", \"madeAt\": \"%s\"}".formatted(backup.id(), backup.madeAt()));
        var fetch = "test -e %1$s/%%f || exit 1; cp %1$s/%%f %%p".formatted(home.resolve("wal"));
        run.with(
                "backup",
                "{type: command, list: 'cat %s', restore: 'cp -R %s/. {directory} # {id}', walFetch: '%s', walList: 'ls %s'}"
                        .formatted(list, backup.location(), fetch, home.resolve("wal")));
        run.refused(Verdict.INCONCLUSIVE, "", "the WAL makes a tablespace at " + place);
        assertThat(run.at("name:before-it").failure()).isEmpty();
        assertThat(listing(place)).isEqualTo(before);
    }

    private Path live() throws Exception {
        var place = Files.createDirectory(home.resolve("late"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        var asOf = OddShop.makeAndGoOn(
                home,
                PlantedBackup.STATE,
                "select pg_switch_wal()",
                // A backup counts as made at the full second after its end.
                "select pg_sleep(1.1)",
                "create table before_it as select generate_series(1, 1000) n, clock_timestamp() as at",
                "select pg_sleep(0.2)",
                "select pg_create_restore_point('before-it')",
                "create table after_it as select 1 n",
                "create tablespace late location '" + place + "'",
                "create table notes (note text) tablespace late",
                "insert into notes select repeat('x', 1000) from generate_series(1, 100)",
                "checkpoint",
                "select pg_create_restore_point('behind-it')",
                "create table behind_it as select 1 n");
        run = PlantedRun.of(home).with("asOf", asOf.toString());
        return place;
    }

    private static Map<String, String> listing(Path place) throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(place)) {
            for (var file : files.toList()) {
                var modified = Files.getLastModifiedTime(file);
                found.put(file.toString(), Files.isDirectory(file) ? "" + modified : modified + " " + Files.size(file));
            }
        }
        return found;
    }
}
