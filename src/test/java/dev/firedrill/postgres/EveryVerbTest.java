package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No verb passes over what a modifier before it said: it does as it was told, or refuses. */
@ExtendWith(RulesCluster.class)
class EveryVerbTest {
    private static final Map<String, Consumer<PostgresAssert>> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("isNotEmpty", db -> db.table("empty").isNotEmpty());
        VERBS.put("hasRowCountBetween", db -> db.table("orders").hasRowCountBetween(1, 2));
        VERBS.put("hasNoRowsWhere", db -> db.table("orders").hasNoRowsWhere("total < 0"));
        VERBS.put("hasValidPrimaryKey", db -> db.table("keyless").hasValidPrimaryKey());
        VERBS.put("hasUsualRowCount", db -> db.table("orders").hasUsualRowCount());
        VERBS.put("hasRowsIn", db -> db.table("customers").hasRowsIn("orders", "customer_id"));
        VERBS.put("references", db -> db.table("orders").column("customer_id").references("customers", "id"));
        VERBS.put("isUnique", db -> db.table("orders").column("total").isUnique());
        VERBS.put("hasNoNulls", db -> db.table("orders").column("note").hasNoNulls());
        VERBS.put("matches", db -> db.table("orders").column("total").matches("[0-9]+"));
        VERBS.put(
                "isNotAfterRecoveryPoint", db -> db.table("orders").column("at").isNotAfterRecoveryPoint());
        VERBS.put("hasRowsWithin", db -> db.table("orders").column("at").hasRowsWithin(Duration.ofDays(1)));
        VERBS.put("isSumOf", db -> db.table("customers").column("id").isSumOf("orders", "customer_id", "total"));
        VERBS.put(
                "columns.references",
                db -> db.table("orders").columns("customer_id").references("customers", "id"));
        VERBS.put(
                "columns.isUnique",
                db -> db.table("orders").columns("total", "at").isUnique());
        VERBS.put(
                "columns.hasNoNulls",
                db -> db.table("orders").columns("total", "note").hasNoNulls());
        VERBS.put("keeps", db -> db.keeps(CatalogRule.FOREIGN_KEYS));
        VERBS.put("verifyAll", db -> db.verifyAll(it -> it.table("orders").hasNoRowsWhere("total < 0")));
        VERBS.put(
                "verifyAll of a set",
                db -> db.verifyAll(RuleSet.of(it -> it.table("orders").hasNoRowsWhere("total < 0"))));
    }

    @TempDir
    private Path directory;

    private static RulesDatabase plant(RulesDatabase shop) {
        return shop.plant(
                "CREATE TABLE empty (id int PRIMARY KEY)",
                "CREATE TABLE keyless (id int)",
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, total int, note text,"
                        + " at timestamptz DEFAULT '2099-01-01')",
                "SET session_replication_role = replica",
                "INSERT INTO customers VALUES (1), (2)",
                "INSERT INTO orders (id, customer_id, total) VALUES (1, 1, -1), (2, 9, -1), (3, 1, 5)");
    }

    private Map<String, Consumer<PostgresAssert>> verbs() {
        var verbs = new LinkedHashMap<>(VERBS);
        verbs.put("returnsNoRows", db -> db.returnsNoRows(file()));
        return verbs;
    }

    private SqlRule file() {
        try {
            var file = Files.writeString(directory.resolve("rule.sql"), "select id from orders where total < 0");
            return SqlRule.read(directory, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void each_says_why_it_matters(RulesDatabase database) {
        var shop = plant(database);
        verbs().forEach((name, verb) -> {
            catchThrowable(() -> verb.accept(assertThat(shop).because("OPS-41")));
            assertThat(shop.last().verdict()).as(name).isIn(Verdict.FAIL, Verdict.WARN);
            assertThat(shop.last().message()).as(name).contains("\nbecause OPS-41\n");
        });
    }

    @Test
    void each_tolerates_what_it_is_told_to_or_refuses(RulesDatabase database) {
        var shop = plant(database);
        verbs().forEach((name, verb) -> {
            var said = shop.outcomes.size();
            var thrown =
                    catchThrowable(() -> verb.accept(assertThat(shop).atMost(9).warnAbove(0)));
            if (thrown == null) {
                assertThat(shop.outcomes).as(name).hasSizeGreaterThan(said);
                assertThat(shop.last().verdict()).as(name).isEqualTo(Verdict.WARN);
                assertThat(shop.last().message()).as(name).contains("allowed: 9, warning above 0");
            } else {
                assertThat(thrown)
                        .as(name)
                        .isInstanceOf(ConfigurationMistake.class)
                        .hasMessageContaining("atMost and warnAbove count offending rows, and this verb counts none");
                assertThat(shop.outcomes).as(name).hasSize(said);
            }
        });
    }

    @Test
    void none_leaves_a_bound_to_the_next(RulesDatabase database) {
        var shop = plant(database);
        verbs().forEach((name, verb) -> {
            var chain = assertThat(shop);
            catchThrowable(() -> verb.accept(chain.because("OPS-41").atMost(9)));
            assertThatThrownBy(() -> chain.table("orders").hasNoRowsWhere("total < 0"))
                    .as(name)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("allowed: 0.")
                    .hasMessageNotContaining("OPS-41");
        });
    }

    @Test
    void a_file_and_a_chain_may_both_say_why(RulesDatabase database) throws IOException {
        var shop = plant(database);
        var file = Files.writeString(
                directory.resolve("rule.sql"), "-- because: OPS-7\nselect id from orders where total < 0");
        assertThatThrownBy(() -> assertThat(shop).because("OPS-41").returnsNoRows(SqlRule.read(directory, file)))
                .hasMessageContaining("\nbecause OPS-41; OPS-7\n");
    }
}
