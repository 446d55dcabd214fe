package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.inventory.SchemaObject;
import dev.firedrill.postgres.inventory.SequenceState;
import dev.firedrill.postgres.inventory.TableContent;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a production is recorded, and what is not. */
class RecordedKindsTest {
    @TempDir
    Path home;

    @Test
    void everything_of_production_is_recorded_and_nothing_of_ours() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            RecordedShop.found(production);
            production.sql("create schema firedrill");
            production.sql("create extension amcheck schema firedrill");
            production.sql("create table firedrill.ours(n int)");
            production.sql("create role firedrill_check");
            production.sql("grant select on customers to firedrill_check");
            production.sql("alter role firedrill_check in database postgres set jit = off");
            production.sql("create operator === (leftarg = int, rightarg = int, function = int4eq)");
            production.sql("create publication pub for table animals");
            production.sql("create text search configuration words (copy = simple)");
            var inventory = RecordedShop.inventory(production);

            assertThat(inventory.objects())
                    .extracting(SchemaObject::kind)
                    .contains(
                            "database",
                            "schema",
                            "extension",
                            "table",
                            "column",
                            "constraint",
                            "index",
                            "trigger",
                            "view",
                            "materialized view",
                            "rule",
                            "policy",
                            "function",
                            "type",
                            "sequence",
                            "statistics",
                            "operator",
                            "text search configuration",
                            "language",
                            "publication",
                            "setting",
                            "grant",
                            "role");
            assertThat(inventory.objects())
                    .noneMatch(object -> (object.name() + object.definition()).contains("firedrill."))
                    .noneMatch(object -> (object.name() + object.definition()).contains("firedrill_check"))
                    .noneMatch(object -> object.name().equals("amcheck"))
                    .doesNotHaveDuplicates();
            assertThat(inventory.tables())
                    .extracting(TableContent::name)
                    .contains("public.\"Odd \"\"Name\"", "public.moods", "public.scratch", "public.orders_2025")
                    .doesNotContain("public.orders", "public.rich", "firedrill.ours");
            assertThat(inventory.family("public.orders"))
                    .containsExactlyInAnyOrder("public.orders_2025", "public.orders_2026");
            // Given out were 1 and 6; a recovery goes on behind the 32 that the log has reserved.
            assertThat(inventory.sequences())
                    .contains(
                            new SequenceState("public.tickets", BigInteger.valueOf(1 + 32 * 5), true),
                            new SequenceState("public.unused", BigInteger.valueOf(42), false));
            assertThat(inventory.largeObjects().rows()).isPositive();
        }
    }

    @Test
    void a_thousand_tables_are_read_without_holding_a_lock_on_each() throws Exception {
        try (var production = PracticeCluster.startWith(home, "max_locks_per_transaction", "10")) {
            production.sql("create role " + RecordedShop.READER);
            production.sql("grant pg_read_all_data to " + RecordedShop.READER);
            for (int some = 0; some < 20; some++) {
                production.sql(
                        "do $$ begin for n in 1..100 loop execute format('create table t%s_%s(id int primary key, c text)', "
                                + some + ", n); end loop; end $$");
            }
            assertThat(RecordedShop.inventory(production).tables()).hasSize(2000);
        }
    }
}
