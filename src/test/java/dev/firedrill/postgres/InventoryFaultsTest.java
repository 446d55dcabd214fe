package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore to the inventory's very position is green, and each thing that differs from it is named. */
class InventoryFaultsTest {
    @TempDir
    static Path home;

    private static Inventory inventory;
    private static PracticeCluster restored;
    private static RestoredShop shop;

    @BeforeAll
    static void record_and_restore() throws Exception {
        Path backup;
        try (var production = PracticeCluster.start(home)) {
            RecordedShop.found(production);
            backup = RecordedShop.backup(production, home, "b1");
            production.sql("insert into customers(mail, name, amount) values ('late@example.com', 'Late', 1)");
            production.sql("select nextval('tickets')");
            inventory = RecordedShop.inventory(production);
            production.sql("insert into customers(mail, name) values ('later@example.com', 'Later')");
            production.sql("drop view rich");
            production.archiveSegment();
        }
        restored = RecordedShop.restored(home, backup, "restored", inventory);
        shop = new RestoredShop(restored, new LogPlace(inventory.origin().lsn(), 1));
    }

    @AfterAll
    static void stop() {
        restored.close();
    }

    @Test
    void what_came_back_is_what_was_recorded() {
        shop.outcomes.clear();
        assertThat(shop).isIdenticalTo(inventory);
        assertThat(shop.outcomes).extracting(it -> it.verdict()).containsOnly(Verdict.PASS);
        assertThat(shop.outcomes)
                .extracting(it -> it.id())
                .contains(
                        "content-instant",
                        "content-schema",
                        "content-sequences",
                        "content-large-objects",
                        "content-public.customers",
                        "content-public.orders_2025",
                        "content-public.moods")
                .doesNotContain("content-public.scratch");
        assertThat(shop)
                .table("customers")
                .isIdenticalTo(inventory)
                .hasRowCountOf(inventory)
                .table("orders")
                .isIdenticalTo(inventory)
                .hasRowCountOf(inventory)
                .table("animals")
                .hasRowCountOf(inventory)
                .only()
                .isIdenticalTo(inventory);
        assertThat(shop).schema().isIdenticalTo(inventory);
        assertThat(inventory.rowsOf(inventory.family("public.orders"))).isEqualTo(701);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update customers set name = 'Custome? 7' where id = 7 | update customers set name = 'Customer 7' where id = 7",
                "update customers set note = '' where id = 7 | update customers set note = null where id = 7",
                "update customers set raw = set_byte(raw, 3, get_byte(raw, 3) # 1) where id = 7 | update customers set raw = set_byte(raw, 3, get_byte(raw, 3) # 1) where id = 7",
                "update customers set weight = weight + 1e-15 where id = 1 | update customers set weight = 1 / 7.0 where id = 1",
                "update customers set amount = case id when 7 then 8 * 1.01 else 7 * 1.01 end where id in (7, 8) | update customers set amount = id * 1.01 where id in (7, 8)",
                "update customers set name = case id when 7 then 'Customer 8' else 'Customer 7' end where id in (7, 8) | update customers set name = concat('Customer ', id) where id in (7, 8)",
                "update customers set tags = array['a7', '', null] where id = 7 | update customers set tags = array['a7', null, ''] where id = 7"
            })
    void other_rows_of_the_same_number_are_found(String fault, String undo) throws SQLException {
        shop.sql("alter table customers disable trigger all; " + fault + "; alter table customers enable trigger all");
        assertThatThrownBy(() -> assertThat(shop).table("customers").isIdenticalTo(inventory))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "FAIL  crm · inventory · backup b1 · rule customers-identical-to-inventory\n"
                                + "Expecting  customers  to have exactly the rows that the inventory recorded   (inventory of "
                                + inventory.origin().instant() + ", restored state of "
                                + inventory.origin().lsn()
                                + " on timeline 1)\n"
                                + "but its 501 rows are not those of the inventory, which has as many: their digest is another one.")
                .hasMessageContaining("\nHint: both are of one instant");
        assertThat(shop).table("customers").hasRowCountOf(inventory);
        shop.sql(undo);
        assertThat(shop).table("customers").isIdenticalTo(inventory);
    }

    @Test
    void a_row_that_is_missing_or_there_twice_is_found() throws SQLException {
        shop.sql("delete from only cats");
        assertThatThrownBy(() -> assertThat(shop).table("animals").isIdenticalTo(inventory))
                .hasMessageContaining("but it has 0 rows, and the inventory 1: 1 missing")
                .hasMessageContaining("public.cats");
        assertThatThrownBy(() -> assertThat(shop).table("animals").hasRowCountOf(inventory))
                .hasMessageContaining("but it has 2, and the inventory 3; allowed: 0.");
        assertThat(shop).atMost(1).warnAbove(0).table("animals").hasRowCountOf(inventory);
        shop.sql("insert into cats values ('tom', 7), ('tom', 7)");
        assertThatThrownBy(() -> assertThat(shop).table("cats").isIdenticalTo(inventory))
                .hasMessageContaining("but it has 2 rows, and the inventory 1: 1 too many");
        shop.sql("delete from cats where ctid = (select max(ctid) from cats)");
        assertThat(shop).table("cats").isIdenticalTo(inventory);
    }

    /** Such a cast could say the same of all rows. */
    @Test
    void rows_are_read_past_what_the_database_would_make_a_text_of_them_by() throws SQLException {
        shop.sql("update labels set label = 'lost' where id = 1");
        assertThatThrownBy(() -> assertThat(shop).table("labels").isIdenticalTo(inventory))
                .hasMessageContaining("but its 2 rows are not those of the inventory");
        shop.sql("update labels set label = 'a' where id = 1");
        assertThat(shop).table("labels").isIdenticalTo(inventory);
    }

    @Test
    void a_partition_that_is_gone_takes_no_rows_along_unseen() throws SQLException {
        shop.sql("alter table orders detach partition orders_2025");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountOf(inventory))
                .hasMessageContaining("but it has 336, and the inventory 701");
        assertThat(shop).table("orders_2025").isIdenticalTo(inventory);
        shop.sql("alter table orders_2025 rename to lost");
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .hasMessageContaining("there is no table  public.orders_2025");
        shop.sql("alter table lost rename to orders_2025");
        shop.sql("alter table orders attach partition orders_2025 for values from ('2025-01-01') to ('2026-01-01')");
        assertThat(shop).table("orders").isIdenticalTo(inventory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "drop index customers_name | create index customers_name on customers(lower(name)) where note is not null | index public.customers_name is missing",
                "alter table orders drop constraint orders_total_check | alter table orders add constraint orders_total_check check (total >= 0) | constraint public.orders.orders_total_check is missing",
                "alter table customers disable trigger touched | alter table customers enable trigger touched | trigger public.customers.touched differs: expecting",
                "drop trigger touched on customers | create trigger touched before update on customers for each row execute function touch() | trigger public.customers.touched is missing",
                "alter view rich rename to poor | alter view poor rename to rich | view public.rich is missing",
                "create or replace view rich as select id, name from customers where amount > 101 | create or replace view rich as select id, name from customers where amount > 100 | view public.rich differs",
                "alter materialized view moods rename to m | alter materialized view m rename to moods | materialized view public.moods is missing",
                "create or replace function twice(n int) returns int language sql immutable as 'select n * 3' | create or replace function twice(n int) returns int language sql immutable as 'select n * 2' | function public.twice(n integer) differs",
                "alter function twice(int) rename to thrice | alter function thrice(int) rename to twice | function public.twice(n integer) is missing",
                "drop extension pageinspect | create extension pageinspect | extension pageinspect is missing",
                "alter role clerk rename to baker | alter role baker rename to clerk | role clerk is missing",
                "alter role clerk createdb | alter role clerk nocreatedb | role clerk differs: expecting [inherits], found [inherits, creates databases]",
                "revoke insert on customers from clerk | grant insert on customers to clerk | grant table public.customers to clerk differs",
                "revoke update (note) on customers from clerk | grant update (note) on customers to clerk | grant column public.customers.note to clerk is missing",
                "alter table customers alter name set default 'x' | alter table customers alter name set default 'nobody' | column public.customers.name differs: expecting [text, place 3, not null, default 'nobody'::text",
                "alter table customers alter name drop not null | alter table customers alter name set not null | column public.customers.name differs",
                "alter policy own on secrets using (true) | alter policy own on secrets using (owner = current_user) | policy public.secrets.own differs",
                "alter table secrets disable row level security | alter table secrets enable row level security | table public.secrets differs",
                "alter type mood rename value 'ok' to 'fine' | alter type mood rename value 'fine' to 'ok' | type public.mood differs",
                "alter domain email drop constraint email_check | alter domain email add constraint email_check check (value like '%@%') | constraint public.email.email_check is missing",
                "alter table orders owner to clerk | alter table orders owner to manager | table public.orders differs",
                "alter database postgres reset search_path | alter database postgres set search_path = public, shop | setting database search_path is missing",
                "drop statistics customers_stats | create statistics customers_stats on mood, born from customers | statistics public.customers_stats is missing",
                "create table extra(n int) | drop table extra | table public.extra is here, and was not recorded",
                "alter sequence tickets cycle | alter sequence tickets no cycle | sequence public.tickets differs",
                "drop rule no_deletes on animals | create rule no_deletes as on delete to animals do instead nothing | rule public.animals.no_deletes is missing"
            })
    void what_differs_in_the_schema_is_named(String fault, String undo, String named) throws SQLException {
        shop.sql(fault);
        try {
            assertThatThrownBy(() -> assertThat(shop).schema().isIdenticalTo(inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("FAIL  crm · inventory · backup b1 · rule schema-identical-to-inventory\n"
                            + "Expecting every object of the schema to be what the inventory recorded   (inventory of ")
                    .hasMessageContaining(" objects differ.\n")
                    .hasMessageContaining("\n  " + named);
        } finally {
            shop.sql(undo);
        }
        assertThat(shop).schema().isIdenticalTo(inventory);
    }

    @Test
    void a_sequence_that_moved_and_a_large_object_that_changed_are_found() throws SQLException {
        var before = shop.outcomes.size();
        shop.sql("select setval('unused', 43)");
        shop.sql("select lo_put((select oid from pg_largeobject_metadata), 5000, 'L')");
        assertThatThrownBy(() -> assertThat(shop).isIdenticalTo(inventory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sequence public.unused differs: expecting [was not used yet, and begins at 42],"
                        + " found [has reserved values up to 43]")
                .hasMessageContaining("rule content-large-objects");
        assertThat(shop.outcomes.subList(before, shop.outcomes.size()))
                .filteredOn(it -> it.verdict() == Verdict.FAIL)
                .extracting(it -> it.id())
                .containsExactly("content-sequences", "content-large-objects");
        shop.sql("select setval('unused', 42, false)");
        shop.sql("select lo_put((select oid from pg_largeobject_metadata), 5000, 'l')");
        assertThat(shop).isIdenticalTo(inventory);
    }

    @Test
    void a_table_that_cannot_be_read_is_damaged_and_the_others_are_told_all_the_same() throws Exception {
        var file = restored.server()
                .dataDirectory()
                .resolve(restored.sql("select pg_relation_filepath('secrets') from pg_sleep(0)"));
        restored.sql("checkpoint");
        Files.move(file, home.resolve("away"));
        var before = shop.outcomes.size();
        try {
            assertThatThrownBy(() -> assertThat(shop).isIdenticalTo(inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("rule content-public.secrets")
                    .hasMessageContaining("but the data of  public.secrets  is damaged: 58P01 ");
        } finally {
            Files.move(home.resolve("away"), file);
        }
        assertThat(shop.outcomes.subList(before, shop.outcomes.size()))
                .filteredOn(it -> it.verdict() != Verdict.PASS)
                .extracting(it -> it.id())
                .containsExactly("content-public.secrets");
        assertThat(shop).table("secrets").isIdenticalTo(inventory);
    }
}
