package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.OddShop;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A production with extensions and an order of text that this host does not have: what is lost by that is named. */
@Exhaustive
class ForeignHostTest {
    private static PlantedRun run;
    private static Restoration restoration;

    @BeforeAll
    static void make_a_foreign_production(@TempDir Path home) throws Exception {
        var asOf = OddShop.make(
                home,
                PlantedBackup.STATE,
                1_000,
                "create function public.format(text, variadic text[]) returns text language plpgsql as"
                        + " $$begin raise exception 'a function of production was run'; end$$",
                "alter database shop set search_path = public, pg_catalog",
                "create extension hstore",
                "create table labels(id int primary key, tags hstore, name text)",
                "insert into labels values (1, 'a=>1', 'x')",
                "create extension earthdistance cascade",
                "create collation german (provider = icu, locale = 'de')",
                "create table words(word text collate german primary key)",
                "insert into words values ('Apfel'), ('Birne')",
                "update pg_collation set collversion = '1.2' where collname = 'german'",
                "update pg_proc set probin = '$libdir/not-here' where probin = '$libdir/hstore'",
                "update pg_proc set probin = '$libdir/nor-here' where probin = '$libdir/earthdistance'");
        run = PlantedRun.of(home).with("asOf", asOf.toString());
        restoration = run.restore();
    }

    @AfterAll
    static void all_is_gone() throws Exception {
        run.close();
    }

    private static PostgresInstance shop() {
        return (PostgresInstance) restoration.instance().orElseThrow();
    }

    private static RuleOutcome warning(String id) {
        return restoration.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What was not judged is a warning, and no look of a check. */
    @Test
    void it_is_restored_with_warnings_before_any_check_runs() {
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.wasLookedInto()).isFalse();
        assertThat(restoration.rules())
                .filteredOn(RuleOutcome::verdict, Verdict.WARN)
                .extracting(RuleOutcome::id)
                .containsExactly("host-extensions", "host-collations");
    }

    @Test
    void a_column_that_a_missing_library_reads_is_named() {
        assertThat(warning("host-extensions").samples()).containsExactly("public.labels.tags");
        assertThat(warning("host-extensions").message())
                .startsWith("WARN  crm · latest · backup base-")
                .contains("this host lacks $libdir/nor-here, $libdir/not-here, so public.labels.tags cannot be read")
                .contains("Remedy: install the extension's package");
    }

    @Test
    void a_rule_that_reads_it_is_inconclusive_and_says_what_is_missing() {
        assertThatThrownBy(() -> assertThat(shop()).table("labels").hasNoRowsWhere("tags::text = ''"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(
                        "could not access file \"$libdir/not-here\"", "Hint: install the extension's package");
        assertThat(shop()).table("labels").isNotEmpty();
    }

    @Test
    void an_index_that_this_host_orders_otherwise_is_named() {
        assertThat(warning("host-collations").samples()).containsExactly("public.words_pkey");
        assertThat(warning("host-collations").message())
                .contains("ordered by another version of german (version 1.2 where its indexes were built, ")
                .contains("1 of its indexes cannot be judged here (public.words_pkey); checks do not use indexes")
                .contains("REINDEX");
    }

    /** Otherwise an index that is ordered wrongly here could hide a row from a query of a check's own. */
    @ParameterizedTest
    @CsvSource({"select word from words where word = 'Apfel'", "select id from customers where id = 1"})
    void a_query_of_a_check_does_not_use_indexes(String query) throws SQLException {
        try (var connection = shop().connect();
                var statement = connection.createStatement();
                var plan = statement.executeQuery("explain " + query)) {
            plan.next();
            assertThat(plan.getString(1)).startsWith("Seq Scan");
        }
    }

    @Test
    void a_database_whose_locale_this_host_lacks_is_refused_before_it_is_copied(@TempDir Path other) throws Exception {
        var asOf = OddShop.make(
                other,
                PlantedBackup.STATE,
                1_000,
                "update pg_database set datcollate = 'tlh_QO.UTF-8', datctype = 'tlh_QO.UTF-8'"
                        + " where datname = 'shop'");
        try (var refusing = PlantedRun.of(other).with("asOf", asOf.toString())) {
            refusing.cannotTell(
                    "database shop has locale tlh_QO.UTF-8, which this host lacks", "Remedy: install it (Debian");
            assertThat(other.resolve("work")).doesNotExist();
        }
    }

    /** As where the change is only in the log: the files of the backup do not tell. */
    @Test
    void a_locale_that_only_the_recovered_server_misses_is_inconclusive(@TempDir Path other) throws Exception {
        var asOf = OddShop.makeAndGoOn(
                other, PlantedBackup.STATE, "update pg_database set datctype = 'tlh_QO.UTF-8' where datname = 'shop'");
        try (var refusing = PlantedRun.of(other).with("asOf", asOf.toString())) {
            refusing.cannotTell("database locale is incompatible with operating system", "Remedy: install the locale");
        }
    }

    /** Its compressed chunks would be missing from every query, without an error. */
    @Test
    void an_extension_that_hides_rows_where_it_is_not_loaded_is_refused(@TempDir Path other) throws Exception {
        var asOf = OddShop.make(
                other,
                PlantedBackup.STATE,
                1_000,
                "create extension hstore",
                "update pg_extension set extname = 'timescaledb' where extname = 'hstore'");
        try (var refusing = PlantedRun.of(other).with("asOf", asOf.toString())) {
            refusing.cannotTell("database shop has timescaledb, whose tables look emptier than they are");
        }
    }
}
