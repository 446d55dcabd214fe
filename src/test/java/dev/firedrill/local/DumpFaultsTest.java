package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults planted in dumps: each is found, also those that pg_restore and psql pass over with exit code 0. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_dump")
@NeedsLocale("en_US.UTF-8")
@NeedsShared(SharedFiles.CHINOOK)
@Exhaustive
class DumpFaultsTest {
    @TempDir
    Path home;

    private PlantedRun run;

    @AfterEach
    void all_is_gone() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void a_flip_in_the_data_that_a_listing_does_not_see_is_found() throws IOException {
        var dump = planted("custom.dump");
        dump.flip(dump.size() - 20_000);
        assertThat(listed(dump.file())).contains("TABLE DATA public track");
        run().fails("loading " + dump.file() + " with pg_restore failed", "could not uncompress data");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 100_000})
    void a_truncated_archive_is_found(int size) throws IOException {
        var dump = planted("custom.dump");
        dump.cut(size);
        run().fails(dump.file().toString());
    }

    @Test
    void without_checksums_a_flip_in_the_data_is_not_seen_and_it_is_said_that_nothing_is_proven() throws IOException {
        var dump = planted("uncompressed.dump");
        dump.replace("Walk On", "Talk On");
        var restoration = run().restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.rules()).anySatisfy(rule -> assertThat(rule.message())
                .contains(
                        "rule host-bytes-of-data\ndata bytes not proven: the dump has no checksums (compression: none)",
                        "Remedy: dump with --format=custom"));
    }

    /** pg_restore takes the loose file, though the table of contents says gzip. */
    @Test
    void a_file_that_was_decompressed_proves_nothing_any_more() throws IOException {
        var dump = planted("directory.dump");
        assertThat(run().restore().verdict()).isEqualTo(Verdict.PASS);
        run.close();
        Command.of("gunzip", track(dump, ".dat.gz").file().toString()).runOrThrow("decompressing");
        var restoration = run().restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void rows_that_contradict_a_constraint_are_found_and_not_shown() throws IOException {
        var dump = planted("created.sql");
        dump.replace("\n1\tAC/DC\n", "\n");
        var failure = run().fails(
                        "psql: line ",
                        "violates foreign key constraint \"album_artist_id_fkey\"",
                        "Key (artist_id)=(1)");
        assertThat(failure.failure().orElseThrow().getMessage()).doesNotContain("Rock");
    }

    @Test
    void a_missing_file_of_a_table_is_found() throws IOException {
        var dump = planted("directory.dump");
        Files.delete(track(dump, ".dat.gz").file());
        run().fails("1 files of the dump", "TABLE DATA public.track: missing");
    }

    @Test
    void an_empty_file_which_pg_restore_takes_for_an_empty_table_is_found() throws IOException {
        var dump = planted("directory.dump");
        track(dump, ".dat.gz").cut(0);
        run().fails("TABLE DATA public.track: empty");
    }

    @Test
    void a_file_whose_first_bytes_are_altered_is_found() throws IOException {
        var dump = planted("directory.dump");
        track(dump, ".dat.gz").flip(1);
        run().fails("TABLE DATA public.track: its first bytes are altered");
    }

    @Test
    void a_compressed_file_that_ends_too_early_is_found() throws IOException {
        var dump = planted("directory.dump");
        var track = track(dump, ".dat.gz");
        track.cut(track.size() - 4);
        run().fails("could not close data file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loose.dump", "inserts.dump"})
    void a_loose_file_that_ends_between_two_rows_is_found(String name) throws IOException {
        var dump = planted(name);
        var rows = table(dump, "playlist_track", ".dat");
        rows.cut(Files.readString(rows.file()).indexOf("\n", rows.size() / 2) + 1);
        run().fails("TABLE DATA public.playlist_track: truncated");
    }

    @Test
    void a_loose_file_that_is_whole_passes() throws IOException {
        planted("inserts.dump");
        assertThat(run().restore().failure()).isEmpty();
    }

    @Test
    void a_large_object_without_its_data_is_found() throws IOException {
        var dump = planted("directory.dump");
        dump.file("blob_4711.dat.gz").cut(0);
        run().fails("blob_4711.dat.gz: empty");
    }

    @Test
    void a_list_of_large_objects_that_was_emptied_is_found() throws IOException {
        var dump = planted("directory.dump");
        dump.file("blobs.toc").cut(0);
        run().fails("1 large objects have no data, such as 4711");
    }

    @Test
    void a_missing_table_of_contents_is_found() throws IOException {
        var dump = planted("directory.dump");
        Files.delete(dump.file("toc.dat").file());
        run().fails("expecting toc.dat in the dump");
    }

    @Test
    void a_damaged_table_of_contents_is_found() throws IOException {
        var dump = planted("directory.dump");
        dump.file("toc.dat").cut(900);
        run().fails("toc.dat is damaged: it ends too early");
    }

    /** psql ends with exit code 0 on each of these. */
    @ParameterizedTest
    @ValueSource(strings = {"\n-- Completed on", "ALTER TABLE ONLY public.album\n", "2\tAccept\t"})
    void a_truncated_text_is_found(String at) throws IOException {
        var dump = planted("created.sql");
        dump.cut(dump.lastOf(at.equals("2\tAccept\t") ? "\nCOPY public.artist" : at) + (at.startsWith("2") ? 200 : 0));
        run().fails("is truncated: expecting it to end with [-- PostgreSQL database dump complete]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created.sql.gz", "created.sql.zst"})
    void a_truncated_compressed_text_is_found(String name) throws IOException {
        var dump = planted(name);
        dump.cut(dump.size() / 2);
        run().fails("the dump " + dump.file() + " is damaged");
    }

    @Test
    void a_text_that_was_truncated_before_it_was_compressed_is_found() throws IOException {
        var dump = planted("created.sql");
        dump.cut(dump.lastOf("-- PostgreSQL database dump complete"));
        Command.of("gzip", dump.file().toString()).runOrThrow("compressing");
        run().fails("is truncated: expecting it to end with");
    }

    @Test
    void a_flip_in_a_compressed_text_is_found() throws IOException {
        var dump = planted("created.sql.gz");
        dump.flip(dump.size() - 6);
        run().fails("the dump " + dump.file() + " is damaged", "CRC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"structure.dump", "structure.sql"})
    void a_dump_without_rows_is_no_backup(String name) throws IOException {
        planted(name);
        run().fails("has tables, but no rows of any");
    }

    @Test
    void what_is_no_dump_is_not_passed_over_for_an_older_one() throws IOException {
        planted("custom.dump");
        Files.writeString(home.resolve("backups/c.dump"), "not a dump");
        run().fails("expecting " + home.resolve("backups/c.dump") + " to be a dump");
    }

    @Test
    void a_pattern_that_matches_nothing_is_no_backup() throws IOException {
        Files.createDirectories(home.resolve("backups"));
        run().fails("no usable backup: nothing matches " + home.resolve("backups/*"));
    }

    @Test
    void roles_that_the_file_of_them_lacks_are_missing() throws IOException {
        planted("custom.dump");
        var globals = PlantedDump.of("globals.sql", home.resolve("globals"));
        globals.replace("CREATE ROLE shopkeeper;", "CREATE ROLE bookseller;");
        globals.replace("ALTER ROLE shopkeeper", "ALTER ROLE bookseller");
        run(", globals: '" + globals.file() + "'")
                .fails("the dump needs role [shopkeeper]", globals.file().toString());
    }

    @Test
    void a_truncated_file_of_roles_is_found() throws IOException {
        planted("custom.dump");
        var globals = PlantedDump.of("globals.sql", home.resolve("globals"));
        globals.cut(globals.lastOf("-- PostgreSQL database cluster dump complete"));
        run(", globals: '" + globals.file() + "'").fails(globals.file() + " is truncated");
    }

    @Test
    void a_missing_file_of_roles_is_found() throws IOException {
        planted("custom.dump");
        run(", globals: nowhere.sql").fails("expecting the roles of the cluster in", "nowhere.sql");
    }

    private PlantedDump planted(String name) throws IOException {
        return PlantedDump.of(name, home.resolve("backups"));
    }

    /** The file with the rows of a table: pg_restore's listing begins with its number. */
    private static PlantedDump table(PlantedDump dump, String table, String ending) {
        var line = listed(dump.file())
                .lines()
                .filter(text -> text.contains("TABLE DATA public " + table + " "))
                .findFirst()
                .orElseThrow();
        return dump.file(line.split(";")[0] + ending);
    }

    private static PlantedDump track(PlantedDump dump, String ending) {
        return table(dump, "track", ending);
    }

    private static String listed(Path dump) {
        return Command.of(List.of(DebianPackages.POSTGRESQL_15 + "/pg_restore", "--list", dump.toString()))
                .runOrThrow("listing a dump");
    }

    private PlantedRun run() {
        return run("");
    }

    private PlantedRun run(String more) {
        run = PlantedRun.of(
                        home,
                        "{type: pg_dump, file: '%s'%s}".formatted(home.resolve("backups/*"), more),
                        home.resolve("backups"))
                .with("database", "chinook");
        return run;
    }
}
