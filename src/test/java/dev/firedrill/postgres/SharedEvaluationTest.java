package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What breaks while rules are evaluated together leaves none of them without a word. */
@ExtendWith(RulesCluster.class)
class SharedEvaluationTest {
    private RulesDatabase shop;

    /** Connections. */
    private int made;

    @BeforeEach
    void shop_with_a_wrong_order(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY, total int)", "INSERT INTO orders VALUES (1, 5), (2, -5)");
    }

    private static void rules(PostgresAssert db) {
        db.table("orders").isNotEmpty().hasNoRowsWhere("total < 0");
    }

    private void eachIsTold(Runnable evaluation, int rules) {
        shop.connecting = number -> {
            throw new IllegalStateException("no way there");
        };
        assertThatThrownBy(evaluation::run)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(rules + " problems, " + rules + " rules evaluated")
                .hasMessageContaining("it could not be evaluated: java.lang.IllegalStateException: no way there");
        assertThat(shop.outcomes).hasSize(rules).allSatisfy(outcome -> {
            assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(outcome.message()).contains("no way there");
        });
    }

    @Test
    void what_no_server_said_is_told_of_each_rule() {
        eachIsTold(
                () -> assertThat(shop).verifyAll(db -> {
                    rules(db);
                    db.keeps(CatalogRule.NOT_NULL);
                }),
                3);
    }

    @Test
    void what_no_server_said_is_told_of_each_rule_of_a_set() {
        eachIsTold(() -> assertThat(shop).verifyAll(RuleSet.of(SharedEvaluationTest::rules)), 2);
    }

    @Test
    void what_the_server_refuses_to_all_is_told_of_each_rule_in_its_words() {
        shop.role = "nobody";
        assertThatThrownBy(() -> assertThat(shop).verifyAll(RuleSet.of(SharedEvaluationTest::rules)))
                .isInstanceOf(Inconclusive.class);
        assertThat(shop.outcomes).hasSize(2).allSatisfy(outcome -> assertThat(outcome.message())
                .contains("it cannot be told: 28000 no pg_hba.conf entry for host"));
    }

    /** The rows are counted where they are grouped by their key, and there, too, no promise stands in for a look. */
    @Test
    void a_null_that_the_planner_believes_not_to_be_there_is_found_beside_the_key() {
        shop.plant(
                "UPDATE orders SET total = NULL WHERE id = 1",
                "SET allow_system_table_mods = on",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'orders'::regclass AND attname = 'total'");
        assertThatThrownBy(() -> assertThat(shop).verifyAll(RuleSet.of(db -> {
                    db.table("orders").hasValidPrimaryKey().hasNoRowsWhere("total IS NULL");
                })))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 2 rows are like that; allowed: 0.\n  orders.id:  1\n");
    }

    @Test
    void a_rule_that_is_asked_alone_is_answered_though_the_session_died_that_all_began_with() {
        var ended = new AtomicReference<>("0");
        shop.connecting = number -> {
            if (number == 2) {
                ended.set(shop.asSuperuser(
                        "SELECT 1",
                        "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
                                + " WHERE usename = 'firedrill_check' AND datname = current_database()"));
            }
        };
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(RuleSet.of(db -> db.table("orders")
                        .isNotEmpty()
                        .hasNoRowsWhere("total < 0) OR (true")
                        .column("total")
                        .hasNoNulls())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 2 rows are like that");
        assertThat(ended).hasValue("1");
        assertThat(shop.outcomes)
                .extracting(RuleOutcome::verdict)
                .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.PASS);
    }

    @Test
    void a_rule_that_is_asked_alone_and_gets_no_session_is_inconclusive_and_the_others_are_told() {
        for (var refusal : List.<Runnable>of(() -> shop.role = "nobody", () -> {
            throw new IllegalStateException("no way there");
        })) {
            shop.outcomes.clear();
            shop.role = "firedrill_check";
            int before = made;
            shop.connecting = number -> {
                made = number;
                if (number > before + 1) {
                    refusal.run();
                }
            };
            assertThatThrownBy(() -> assertThat(shop).verifyAll(RuleSet.of(db -> {
                        db.table("orders").isNotEmpty().hasNoRowsWhere("total < 0) OR (true");
                        db.table("orders").column("total").isUnique();
                    })))
                    .isInstanceOf(Inconclusive.class);
            assertThat(shop.outcomes)
                    .extracting(RuleOutcome::verdict)
                    .containsExactly(Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.PASS);
        }
    }

    @Test
    void offenders_that_were_counted_and_cannot_be_shown_offend_nevertheless() {
        shop.plant(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE FUNCTION shown(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'not for eyes'; END $$",
                "CREATE CAST (mood AS text) WITH FUNCTION shown(mood)",
                "CREATE TABLE days (mood mood PRIMARY KEY, n int)",
                "INSERT INTO days VALUES ('sad', -1), ('happy', 1)");
        for (var evaluation : List.<Consumer<Consumer<PostgresAssert>>>of(
                rules -> rules.accept(new PostgresAssert(shop)),
                rules -> new PostgresAssert(shop).verifyAll(RuleSet.of(rules)))) {
            assertThatThrownBy(() -> evaluation.accept(db -> db.table("days").hasNoRowsWhere("n < 0")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("but 1 of 2 rows are like that; allowed: 0.\n"
                            + "Hint: keys of the offenders could not be read: P0001 not for eyes\n");
        }
    }

    @Test
    void of_an_empty_table_no_row_is_recent() {
        shop.plant("CREATE TABLE calls (at timestamptz)");
        assertThatThrownBy(() -> assertThat(shop).table("calls").column("at").hasRowsWithin(Duration.ofHours(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but none of its 0 rows is; there is none at all.");
    }
}
