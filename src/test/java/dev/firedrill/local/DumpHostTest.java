package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps that this host cannot judge, or that it must not execute, and requests that no dump can serve. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_dump")
@NeedsLocale("en_US.UTF-8")
@NeedsShared(SharedFiles.CHINOOK)
@Exhaustive
class DumpHostTest {
    private static final String[] ASKED = {
        "path of the socket",
        "work directory",
        "account of the server",
        "programs",
        "disk",
        "bytes of data",
        "extensions",
        "collations"
    };

    @TempDir
    Path home;

    private PlantedRun run;

    @AfterEach
    void all_is_gone() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\! touch hacked", "\\copy album to hacked"})
    void a_command_of_psql_is_not_executed(String command) throws IOException {
        var dump = planted("created.sql");
        dump.replace(
                "\nALTER TABLE ONLY public.album\n",
                "\n" + command.replace("hacked", trace()) + "\nALTER TABLE ONLY public.album\n");
        run().cannotTell("of the dump is a command of psql, which is not executed: [\\");
        assertThat(Path.of(trace())).doesNotExist();
    }

    @Test
    void a_command_of_psql_within_a_line_is_not_executed() throws IOException {
        var dump = planted("created.sql");
        dump.replace(
                "\nALTER TABLE ONLY public.album\n",
                "\nselect 1 \\g |touch " + trace() + "\nALTER TABLE ONLY public.album\n");
        run().cannotTell("psql: line ", "backslash commands are restricted");
        assertThat(Path.of(trace())).doesNotExist();
    }

    @Test
    void a_dump_that_ends_psqls_restriction_by_its_own_word_is_not_obeyed() throws IOException {
        var dump = planted("created.sql");
        var key = Files.readString(dump.file()).split("restrict ")[1].split("\n")[0];
        dump.replace(
                "\nALTER TABLE ONLY public.album\n",
                "\nselect 1; \\unrestrict " + key + "\nselect 1 \\g |touch " + trace()
                        + "\nALTER TABLE ONLY public.album\n");
        run().cannotTell("psql: line ");
        assertThat(Path.of(trace())).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created.sql", "custom.dump"})
    void an_extension_that_this_host_lacks_is_named(String name) throws IOException {
        planted(name).replace("hstore", "hstorx");
        run().cannotTell(
                        "the dump needs extensions that this host's PostgreSQL does not have: hstorx",
                        "Remedy: install");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created.sql", "custom.dump"})
    void a_locale_that_this_host_lacks_is_named(String name) throws IOException {
        planted(name).replace("en_US.UTF-8", "xx_US.UTF-8");
        run().cannotTell("invalid locale name: \"xx_US.UTF-8\"", "Remedy: generate the locale");
    }

    @Test
    void a_role_that_was_overlooked_is_nobodys_fault() throws IOException {
        var dump = planted("created.sql");
        dump.replace("ALTER TABLE public.album OWNER TO shopkeeper", "ALTER TABLE public.album\nOWNER TO bookseller");
        run().cannotTell("role \"bookseller\" does not exist", "Remedy: name the output of pg_dumpall --globals-only");
    }

    @Test
    void a_dump_of_everything_is_not_restored() throws IOException {
        planted("everything.sql");
        run().cannotTell("is a dump of all databases by pg_dumpall", "Remedy: dump each database");
    }

    @Test
    void a_dump_in_tar_format_is_not_restored() throws IOException {
        planted("archive.tar");
        run().cannotTell("is a dump in tar format", "Remedy: dump with pg_dump --format=custom");
    }

    @Test
    void two_dumps_in_one_text_are_not_taken_for_one() throws IOException {
        var dump = planted("created.sql");
        dump.replace("\n\\connect chinook\n", "\n\\connect postgres\n");
        run().cannotTell("changes to another database than [chinook]: [\\connect postgres]");
    }

    @Test
    void a_dump_that_is_being_written_is_no_damaged_one() throws Exception {
        var dump = planted("custom.dump");
        dump.cut(dump.size() - 5_000);
        var done = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> await().pollInSameThread().until(() -> {
            Files.write(dump.file(), new byte[] {1}, StandardOpenOption.APPEND);
            return done.get();
        }));
        try {
            run = PlantedRun.of(home, "{type: pg_dump, file: '%s'}".formatted(dump.file()))
                    .with("database", "chinook");
            run.cannotTell("was written to while it was restored", "Remedy: run it again");
        } finally {
            done.set(true);
            writer.join();
        }
    }

    @Test
    void a_clock_of_another_zone_is_noticed_and_the_newest_dump_is_not_passed_over() throws IOException {
        planted("created.sql");
        planted("custom.dump").modifiedAt(Instant.now());
        run(", zone: Etc/GMT+5")
                .cannotTell("it cannot be told when the dump was made", "custom.dump", "Remedy: give the time zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h ago", "2026-11-22T03:14:00Z", "name:before-deploy", "lsn:0/3000060"})
    void a_dump_holds_one_moment_only(String target) throws IOException {
        planted("custom.dump");
        assertThatThrownBy(() -> run().at(target))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("a dump holds one moment", "Remedy: ask for latest");
        run.nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created.sql", "custom.dump"})
    void a_dump_of_another_database_is_a_mistake(String name) throws IOException {
        planted(name);
        assertThatThrownBy(() -> run().with("database", "wiki").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        "is a dump of database [chinook]", "[wiki]", "Remedy: write database: chinook");
        run.nothingIsLeft();
    }

    @Test
    void programs_without_pg_restore_are_a_mistake() throws IOException {
        planted("custom.dump");
        var bundled = PostgresBinaries.bundled(PlantedBackup.STATE);
        assertThatThrownBy(
                        () -> run().with("binaries", bundled.bin().toString()).restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("needs PostgreSQL 15 or newer with pg_restore and psql", "without them");
    }

    @Test
    void a_restore_that_outlives_its_deadline_is_given_up_and_nothing_runs_on() throws IOException {
        var dump = planted("created.sql");
        dump.replace("\nALTER TABLE ONLY public.album\n", "\nselect pg_sleep(3600);\nALTER TABLE ONLY public.album\n");
        run().with("deadline", "6s").cannotTell("outlived its deadline of 6 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom.dump", "directory.dump"})
    void a_dump_that_may_not_be_read_may_be_the_newest(String name) throws Exception {
        var dump = planted(name).file();
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("---------"));
        var child = ChildRestore.start(
                List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"),
                home,
                "{type: pg_dump, file: '%s'}".formatted(home.resolve("backups/*")));
        child.getOutputStream().close();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        Files.setPosixFilePermissions(dump, PosixFilePermissions.fromString("rwx------"));
        assertThat(said).contains("INCONCLUSIVE", "no permission to read " + dump, "Remedy: let the user who runs");
    }

    /** It is loaded into a cluster of this host: production's memory, log and locale are none of it. */
    @Test
    void of_a_dump_no_more_is_asked_than_it_needs() throws IOException {
        planted("custom.dump");
        var path = run().open();
        var system = run.run().configuration().system("crm", "a test");
        var asked = path.foresee(system, new RestoreRequest("crm", "", "", "", false, "a test"))
                .host();
        assertThat(asked).extracting(HostFinding::subject).containsExactly(ASKED);
        assertThat(asked)
                .filteredOn(HostFinding::state, HostFinding.State.NOT_YET_KNOWN)
                .extracting(HostFinding::subject)
                .containsExactly("extensions", "collations");
        assertThat(asked)
                .filteredOn(HostFinding::state, HostFinding.State.LACKING)
                .isEmpty();
        var sooner = new LocalPlatform().examine(system, PlantedBackup.STATE);
        assertThat(sooner).extracting(HostFinding::subject).containsExactly(ASKED);
        run.nothingIsLeft();
    }

    @Test
    void nothing_is_asked_of_a_dump_twice_and_all_is_answered() throws IOException {
        planted("custom.dump");
        var restoration = run().restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        var answers = Pattern.compile("host: ([^:]+): ");
        assertThat(restoration.log().stream()
                        .flatMap(line -> answers.matcher(line).results())
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrder(ASKED);
    }

    @Test
    void what_the_dump_puts_into_its_search_path_does_not_answer_for_the_catalog() throws IOException {
        var dump = planted("created.sql");
        dump.replace(
                "\nCREATE EVENT TRIGGER loud ",
                "\ncreate schema decoy;\ncreate view decoy.pg_extension as select e.oid, 'timescaledb'::name as extname,"
                        + " extowner, extnamespace, extversion from pg_catalog.pg_extension e;\n"
                        + "ALTER DATABASE chinook SET search_path TO 'decoy', 'pg_catalog', 'public';\n"
                        + "\nCREATE EVENT TRIGGER loud ");
        var restoration = run().restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
    }

    private String trace() {
        return home.resolve("hacked").toString();
    }

    private PlantedDump planted(String name) throws IOException {
        return PlantedDump.of(name, home.resolve("backups"));
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
