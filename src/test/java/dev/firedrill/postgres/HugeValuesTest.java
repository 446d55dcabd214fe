package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.RuleId;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Values that no heap of ours could hold, in rules that only need to know whose they are. */
@ExtendWith(RulesCluster.class)
class HugeValuesTest {
    private static final long MOST_BYTES = 100_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    private RulesDatabase shop;

    @BeforeEach
    void files(RulesDatabase shop) {
        this.shop = shop.plant("CREATE TABLE files (id int PRIMARY KEY, body text, image bytea)");
    }

    private void plantMegabytes(int rows) {
        shop.plant("INSERT INTO files SELECT n, repeat('x', 1000000) FROM generate_series(1, " + rows + ") n");
    }

    private void known(String rule, int... ids) throws IOException {
        var keys = IntStream.of(ids).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        knownRows(rule, "id\n" + keys + "\n");
    }

    private void knownRows(String rule, String text) throws IOException {
        Files.writeString(directory.resolve("files.csv"), text);
        var yaml =
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: "%s", keys: files.csv, owner: dba, until: 2099-03-01, why: OPS-41}]
                """
                        .formatted(rule);
        var file = Files.writeString(directory.resolve("firedrill.yaml"), yaml);
        shop.known = KnownOffences.of(ConfigurationReader.read(file).system("shop", "test"));
    }

    /** What is allocated in all bounds what is needed at once; nothing else runs in this thread. */
    private static void within(long bytes, ThrowingCallable looking) throws Throwable {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        looking.call();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes);
    }

    private void bodies() {
        assertThat(shop).table("files").column("body").matches("^y");
    }

    private void sql(String text) throws IOException {
        var file = Files.writeString(directory.resolve("rule.sql"), text);
        assertThat(shop).returnsNoRows(SqlRule.read(directory, file));
    }

    @Test
    void known_offences_are_told_by_their_keys_and_their_values_do_not_come_whole() throws Throwable {
        plantMegabytes(300);
        known(
                "files-body-matches-" + RuleId.of("^y"),
                IntStream.rangeClosed(1, 299).toArray());

        within(MOST_BYTES, () -> assertThatThrownBy(this::bodies)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(": 1 new, 299 known (owner dba, until 2099-03-01: OPS-41)")
                .hasMessageContaining("\n  new files.id -> body:  300 -> " + "x".repeat(60) + "…\n"));
    }

    @Test
    void keys_that_are_too_large_do_not_come_whole_either() throws Throwable {
        plantMegabytes(300);
        known("rule", 1, 2);

        within(MOST_BYTES, () -> assertThatThrownBy(() -> sql("select body as id from files"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the keys of all offenders are too large to be compared: one has more than"));
    }

    @Test
    void rows_of_a_file_are_counted_and_their_values_do_not_come_at_all() throws Throwable {
        plantMegabytes(300);

        within(MOST_BYTES, () -> assertThatThrownBy(
                        () -> sql("-- key: 2\nselect id, body, body as more from files order by id"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "but 300 rows were returned; allowed: 0.\n  (id, body):  (1, " + "x".repeat(60) + "…)"));
    }

    /** The text of an image of 600 MB is larger than any value can be. */
    @Test
    @Exhaustive
    void a_row_of_a_gigabyte_is_known_by_its_key() throws Throwable {
        shop.plant(
                "CREATE TABLE bodies (body text PRIMARY KEY)",
                "ALTER TABLE files ALTER body SET STORAGE EXTERNAL, ALTER image SET STORAGE EXTERNAL",
                "INSERT INTO files VALUES (1, repeat('x', 1000000000)), (2, repeat('z', 10))",
                "INSERT INTO files SELECT n, NULL, convert_to(repeat('i', 600000000), 'UTF8') FROM generate_series(3, 4) n");
        known("files-body-references-bodies-body", 1, 2);
        within(MOST_BYTES, () -> assertThat(shop).table("files").column("body").references("bodies", "body"));
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().samples()).first().isEqualTo("1 -> " + "x".repeat(60) + "…");

        known("files-image-unique", 3, 4);
        within(MOST_BYTES, () -> assertThat(shop).table("files").column("image").isUnique());
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().samples()).containsExactly("3", "4");

        within(MOST_BYTES, () -> assertThatThrownBy(() -> sql("select id, body, image from files order by id"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 4 rows were returned; allowed: 0.\n  id:  1, 2, 3 ... 4 of 4"));
    }

    @Test
    @Exhaustive
    void a_promise_about_a_value_without_a_text_is_broken_and_known_by_its_key() throws Throwable {
        shop.plant(
                "CREATE TABLE images (image bytea PRIMARY KEY)",
                "ALTER TABLE files ADD FOREIGN KEY (image) REFERENCES images",
                "SET session_replication_role = replica",
                "INSERT INTO files SELECT n, '', convert_to(repeat('i', 600000000), 'UTF8') FROM generate_series(3, 4) n");

        within(MOST_BYTES, () -> assertThatThrownBy(() -> assertThat(shop).keeps(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("files_image_fkey of files: 2 of 2 rows"));
        knownRows(
                "catalog-foreign-keys",
                "promise,key,row\nfiles_image_fkey of files,id,3\nfiles_image_fkey of files,id,4\n");
        within(MOST_BYTES, () -> assertThat(shop).keeps(CatalogRule.FOREIGN_KEYS));
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        within(MOST_BYTES, () -> assertThat(shop).table("files").hasValidPrimaryKey());
    }
}
