package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
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
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole dumps of a real production come back whole, whatever their format. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_dump")
@NeedsLocale("en_US.UTF-8")
@NeedsShared(SharedFiles.CHINOOK)
@Exhaustive
class DumpRestoreTest {
    private static final Set<String> WITHOUT_CHECKSUMS = Set.of("loose.dump", "inserts.sql", "plain.sql");

    @TempDir
    Path home;

    private PlantedRun run;

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"custom.dump", "loose.dump", "created.sql.gz", "created.sql.zst", "inserts.sql", "plain.sql"})
    void a_whole_dump_comes_back_and_calls_nobody(String name) throws IOException, SQLException {
        var restoration = restored(name, "");
        assertThat(number(restoration, "select count(*) from track")).isEqualTo(3503);
        assertThat(number(restoration, "select count(*) from notes where body = E'\\restrict me'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select sum(length(body)) from notes")).isEqualTo(11 + 40 + 18);
        assertThat(number(restoration, "select count(*) from pg_largeobject_metadata where oid = 4711"))
                .isEqualTo(1);
        assertThat(number(restoration, "select count(*) from pg_class where relname = 'far' and relkind = 'f'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select count(*) from pg_subscription")).isZero();
        assertThat(number(restoration, "select count(*) from pg_user_mapping")).isZero();
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("so that no other server is called"))
                .anyMatch(line -> line.contains("extensions, in the versions of this host: hstore, pg_trgm"))
                .anyMatch(line ->
                        line.contains("made without login") && line.contains("Odd \"role\", reader, shopkeeper"));
        assertThat(restoration.log()).noneMatch(line -> line.contains("hidden"));
    }

    @Test
    void several_tables_at_a_time_come_back_too() throws IOException, SQLException {
        var restoration = restored("directory.dump", ", jobs: 3");
        assertThat(number(restoration, "select count(*) from invoice_line")).isEqualTo(2240);
        assertThat(number(restoration, "select count(*) from pg_constraint where contype = 'f'"))
                .isEqualTo(11);
    }

    @Test
    void its_owners_grants_and_settings_come_back() throws IOException, SQLException {
        var restoration = restored("custom.dump", "");
        assertThat(number(restoration, "select count(*) from pg_tables where tableowner = 'shopkeeper'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select has_table_privilege('reader', 'artist', 'select')::int"))
                .isEqualTo(1);
        assertThat(number(restoration, "select count(*) from pg_tables where tablespace = 'fast'"))
                .isEqualTo(1);
        assertThat(number(
                        restoration,
                        "select count(*) from pg_database where datname = 'chinook' and datcollate = 'en_US.UTF-8'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select count(*) from pg_db_role_setting where setconfig = '{work_mem=8MB}'"))
                .isEqualTo(1);
    }

    @Test
    void roles_come_from_the_file_of_them_but_our_superuser_stays_one() throws IOException, SQLException {
        var globals = DumpedChinook.copy("globals.sql", home.resolve("globals"));
        var text = Files.readString(globals);
        assertThat(text).contains("ALTER ROLE postgres WITH SUPERUSER", "LOCATION '");
        Files.writeString(
                globals, text.replace("ALTER ROLE postgres WITH SUPERUSER", "ALTER ROLE postgres WITH NOSUPERUSER"));
        var restoration = restored("custom.dump", ", globals: '" + globals + "'");
        assertThat(number(restoration, "select rolsuper::int from pg_roles where rolname = 'Odd \"role\"'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select rolcanlogin::int from pg_roles where rolname = 'shopkeeper'"))
                .isEqualTo(1);
        assertThat(number(restoration, "select rolsuper::int from pg_roles where rolname = 'postgres'"))
                .isEqualTo(1);
        assertThat(restoration.log()).anyMatch(line -> line.contains("roles come from " + globals));
    }

    @Test
    void the_state_is_of_the_moment_when_the_dump_was_begun() throws IOException {
        var point = restored("custom.dump", "").recoveryPoint().orElseThrow();
        var written =
                Files.getLastModifiedTime(home.resolve("backups/custom.dump")).toInstant();
        assertThat(point.time())
                .isBeforeOrEqualTo(written.plus(DumpedChinook.AGE))
                .isAfter(written.plus(DumpedChinook.AGE).minusSeconds(60));
        assertThat(point.measuredBy()).contains("start of the dump", "header of the archive");
    }

    @Test
    void where_the_dump_does_not_say_its_start_it_is_said_that_the_time_is_the_files() throws IOException {
        var point = restored("plain.sql", "").recoveryPoint().orElseThrow();
        assertThat(point.time())
                .isEqualTo(Files.getLastModifiedTime(home.resolve("backups/plain.sql"))
                        .toInstant());
        assertThat(point.measuredBy()).contains("time of the file", "the end of the dump at best");
    }

    @Test
    void a_dump_that_does_not_say_its_locale_takes_the_configured_one() throws IOException, SQLException {
        var restoration = restored("plain.sql", ", locale: en_US.UTF-8");
        assertThat(number(restoration, "select count(*) from pg_database where datcollate = 'en_US.UTF-8'"))
                .isEqualTo(1);
    }

    @Test
    void one_is_drawn_of_several() throws IOException {
        DumpedChinook.copy("custom.dump", home.resolve("backups"));
        DumpedChinook.copy("created.sql", home.resolve("backups"));
        run = run(home.resolve("backups/c*"), "");
        var restoration = run.restore("", "", "30d");
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(restoration.howChosen()).contains("drawn from 2");
    }

    @Test
    void a_name_that_a_shell_or_a_terminal_would_obey_is_only_a_name() throws IOException {
        var odd = "-wi'ki \"$(touch x)`\u001b[2J\n; .sql";
        var dump = DumpedChinook.copy("plain.sql", home.resolve("backups"));
        Files.move(dump, dump.resolveSibling(odd));
        run = run(home.resolve("backups/*"), "");
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo("-wi'ki \"$(touch x)`?[2J?; .sql");
    }

    @Test
    void a_superuser_of_another_name_owns_the_cluster() throws IOException, SQLException {
        DumpedChinook.copy("custom.dump", home.resolve("backups"));
        var globals = DumpedChinook.copy("globals.sql", home.resolve("globals"));
        run = run(home.resolve("backups/*"), ", globals: '" + globals + "'").with("superuser", "\"Big Admin\"");
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(number(restoration, "select count(*) from pg_roles where rolname = 'Big Admin' and oid = 10"))
                .isEqualTo(1);
    }

    @Test
    void rules_look_at_it() throws IOException {
        var chinook = (PostgresInstance) restored("custom.dump", "").instance().orElseThrow();
        assertThat(chinook).table("invoice").column("customer_id").references("customer", "customer_id");
        assertThat(chinook).table("track").isNotEmpty();
    }

    @Test
    void what_its_catalog_promises_holds_and_what_cannot_be_judged_is_told() throws IOException {
        var restoration = restored("custom.dump", "");
        assertThat((PostgresInstance) restoration.instance().orElseThrow()).keepsWhatItsCatalogPromises();
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.verdict() != Verdict.PASS)
                .extracting(rule -> rule.id() + " " + rule.verdict())
                .containsExactly("catalog-large-objects WARN", "catalog-unjudged WARN");
    }

    private PlantedRun run(Path file, String more) {
        var backup = ReadmeRow.of("pg_dump")
                .with("\"/backup/wiki-*.dump\"", "'" + file + "'" + more)
                .backup();
        return PlantedRun.of(home, backup, home.resolve("backups"), home.resolve("globals"))
                .with("database", "chinook");
    }

    private Restoration restored(String name, String more) throws IOException {
        run = run(DumpedChinook.copy(name, home.resolve("backups")), more);
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(WITHOUT_CHECKSUMS.contains(name) ? Verdict.WARN : Verdict.PASS);
        return restoration;
    }

    private static long number(Restoration restoration, String query) throws SQLException {
        return PlantedRun.number(restoration, query);
    }
}
