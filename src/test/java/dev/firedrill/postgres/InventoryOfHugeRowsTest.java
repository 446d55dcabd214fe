package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL can make no text of. An image of 600 MB is a row of which PostgreSQL can make no text: nothing is told of its table, and all of the others. */
@Exhaustive
class InventoryOfHugeRowsTest {
    private static final String HUGE = "convert_to(repeat('i', 600000000), 'UTF8')";
    private static final String REMEDY = "PostgreSQL makes no text of more than 1 GB: a row is larger, or damaged";

    @TempDir
    private Path home;

    private PracticeCluster production;
    private RestoredShop shop;

    @BeforeEach
    void start() throws Exception {
        production = PracticeCluster.start(home);
        production.sql("create role " + RecordedShop.READER);
        production.sql("grant pg_read_all_data to " + RecordedShop.READER);
        production.sql("create table small as select generate_series(1, 10) as n");
        production.sql("create table images(part int, image bytea) partition by list (part)");
        for (int n = 1; n <= 4; n++) {
            production.sql("create table images_%1$s partition of images for values in (%1$s)".formatted(n));
        }
        production.sql("insert into images values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
    }

    @AfterEach
    void stop() {
        production.close();
    }

    private Inventory record() {
        var inventory = RecordedShop.inventory(production);
        shop = new RestoredShop(production, new LogPlace(inventory.origin().lsn(), 1));
        return inventory;
    }

    @Test
    void a_table_that_has_no_text_is_named_and_the_others_are_recorded() throws Exception {
        production.sql("insert into images values (1, " + HUGE + "), (2, " + HUGE + ")");
        record().write(home.resolve("inventory.json"));
        var inventory = Inventory.read(home.resolve("inventory.json"));

        assertThat(inventory.tables())
                .filteredOn(table -> !table.isRecorded())
                .extracting(table -> table.name())
                .containsExactly("public.images_1", "public.images_2");
        assertThatThrownBy(() -> assertThat(shop).isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("but it cannot be told: the rows of  public.images_1  were not recorded: ")
                .hasMessageContaining("Hint: " + REMEDY);
        assertThat(shop.outcomes)
                .filteredOn(outcome -> outcome.verdict() != Verdict.PASS)
                .extracting(
                        outcome -> outcome.id(), outcome -> outcome.verdict().name())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("content-public.images_1", "INCONCLUSIVE"),
                        org.assertj.core.groups.Tuple.tuple("content-public.images_2", "INCONCLUSIVE"));
        assertThatThrownBy(() -> assertThat(shop).table("images_1").hasRowCountOf(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the rows of  public.images_1  were not recorded");
        assertThatThrownBy(() -> assertThat(shop).table("images").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("2 of 4 tables could not be compared")
                .hasMessageContaining("public.images_1")
                .hasMessageContaining("public.images_2");

        production.sql("update images set image = 'e' where part = 3");
        assertThatThrownBy(() -> assertThat(shop).table("images").isIdenticalTo(inventory))
                .as("what is known to differ is not excused by what is not known")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("public.images_3")
                .hasMessageContaining("public.images_1");
    }

    @Test
    void a_restored_table_that_has_no_text_is_inconclusive_whatever_was_recorded() throws Exception {
        var inventory = record();
        production.sql("insert into images values (1, " + HUGE + "), (2, " + HUGE + ")");

        assertThatThrownBy(() -> assertThat(shop).table("images_1").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("rule images_1-identical-to-inventory")
                .hasMessageContaining("Hint: " + REMEDY);
        assertThatThrownBy(() -> assertThat(shop).table("images").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("2 of 4 tables could not be compared");
        assertThat(shop).table("small").isIdenticalTo(inventory);
    }

    @Test
    void text_that_is_none_in_the_encoding_is_told_apart_by_its_bytes() throws Exception {
        var encoding = "update pg_database set encoding = pg_char_to_encoding('%s') where datname = 'postgres'";
        var value = "convert_from('%s'::bytea, 'SQL_ASCII')";
        production.sql("create table names(name text)");
        production.sql(encoding.formatted("SQL_ASCII"));
        production.sql("insert into names values (" + value.formatted("\\x61ff62") + "), (" + value.formatted("\\x61e2")
                + ")");
        production.sql(encoding.formatted("UTF8"));
        var inventory = record();
        assertThat(shop).table("names").isIdenticalTo(inventory);

        production.sql(encoding.formatted("SQL_ASCII"));
        production.sql("update names set name = " + value.formatted("\\x61fe62") + " where octet_length(name) = 3");
        production.sql(encoding.formatted("UTF8"));
        assertThatThrownBy(() -> assertThat(shop).table("names").isIdenticalTo(inventory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("its 2 rows are not those of the inventory");
    }
}
