package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inheritance, partitions, and columns that are more than numbers and texts. */
@ExtendWith(RulesCluster.class)
class KindsOfTablesTest {
    private RulesDatabase shop;

    @BeforeEach
    void database(RulesDatabase shop) {
        this.shop = shop;
    }

    @Test
    void rows_of_heirs_are_the_tables_own_unless_it_is_asked_for_alone() {
        shop.plant(
                "CREATE TABLE people (id int PRIMARY KEY, name text)",
                "CREATE TABLE staff (salary int) INHERITS (people)",
                "INSERT INTO people VALUES (1, 'a')",
                "INSERT INTO staff VALUES (1, NULL, 1), (2, NULL, 1)");
        assertThat(shop).table("people").hasRowCountBetween(3, 3).only().hasRowCountBetween(1, 1);
        assertThat(shop.last().id()).startsWith("ONLY-people-");
        assertThat(shop).table("people").only().column("name").hasNoNulls();
        assertThatThrownBy(() -> assertThat(shop).table("people").column("name").hasNoNulls())
                .hasMessageContaining("2 of 3 rows have one");
        assertThat(shop).table("people").hasValidPrimaryKey();
        assertThat(shop.last().verdict())
                .as("a primary key is that of one table")
                .isEqualTo(Verdict.PASS);
        assertThatThrownBy(() -> assertThat(shop).table("people").column("id").isUnique())
                .hasMessageContaining("2 of 3 rows share 1 value");
    }

    @Test
    void a_row_of_many_tables_is_named_with_its_table() {
        shop.plant(
                "CREATE TABLE notes (at int, body text) PARTITION BY RANGE (at)",
                "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE notes_2 PARTITION OF notes FOR VALUES FROM (10) TO (20)",
                "INSERT INTO notes VALUES (1, 'x'), (11, NULL), (12, NULL)");
        assertThatThrownBy(() -> assertThat(shop).table("notes").column("body").hasNoNulls())
                .hasMessageContaining(
                        """
                          notes.(tableoid, ctid):  (notes_2, (0,1)), (notes_2, (0,2))
                        All:  SELECT tableoid::regclass, ctid FROM notes WHERE body IS NULL;""");
        assertThatThrownBy(() -> assertThat(shop).table("notes").hasNoRowsWhere("at > 11"))
                .hasMessageContaining("notes.(tableoid, ctid):  (notes_2, (0,2))\n");
        assertThatThrownBy(() ->
                        assertThat(shop).table("notes").only().column("body").hasNoNulls())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("notes is partitioned: without its partitions it has no rows");
    }

    @Test
    void generated_columns_domains_arrays_and_json_are_looked_at() {
        shop.plant(
                "CREATE DOMAIN email AS text CHECK (VALUE ~ '@')",
                "CREATE TABLE people (id int PRIMARY KEY, mail email, twice int GENERATED ALWAYS AS (id * 2) STORED,"
                        + " tags text[], body jsonb, raw json)",
                "INSERT INTO people (id, mail, tags, body, raw) VALUES"
                        + " (1, 'a@b', '{x,y}', '{\"a\": 1}', '{}'), (2, 'c@d', '{x,z}', '{\"a\": 2}', NULL)");
        var people = assertThat(shop).table("people");
        people.column("mail").isUnique().matches(".@.").hasNoNulls();
        people.column("twice").isUnique().references("people", "twice");
        people.column("tags").isUnique().matches("\\{x,.\\}");
        people.column("body").isUnique();
        people.hasNoRowsWhere("body ->> 'a' = '3' OR tags @> '{q}'");
        assertThat(shop.outcomes).extracting("verdict").containsOnly(Verdict.PASS);
        assertThatThrownBy(() -> people.column("raw").isUnique())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("could not identify an equality operator for type json");
        assertThatThrownBy(() -> people.columns("tags", "body").references("people", "tags", "mail"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("operator does not exist");
        shop.plant("INSERT INTO people (id, tags, body) VALUES (3, '{x,y}', '{\"a\": 1}')");
        assertThatThrownBy(() -> people.columns("tags", "body").isUnique())
                .hasMessageContaining(
                        "people.id -> (tags, body):  1 -> ({x,y}, {\"a\": 1}), 3 -> ({x,y}, {\"a\": 1})\n");
    }

    @Test
    void a_sample_of_a_huge_value_does_not_come_whole() {
        shop.plant(
                "CREATE TABLE files (name text, body text)",
                "INSERT INTO files SELECT n, repeat('x', 50000000) FROM generate_series(1, 2) n");
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> assertThat(shop).table("files").column("body").isUnique())
                .hasMessageContaining("files.ctid -> body:  (0,1) -> " + "x".repeat(60) + "…, (0,2) -> xxx");
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void what_a_null_leaves_unknown_is_not_passed_over_in_silence() {
        shop.plant(
                "CREATE TABLE t (id int PRIMARY KEY, n int, at timestamptz, s text)",
                "INSERT INTO t VALUES (1, 1, '2026-01-01', 'a'), (2, NULL, NULL, NULL), (3, NULL, NULL, NULL)");
        assertThat(shop).table("t").hasNoRowsWhere("n < 0");
        assertThat(shop.last().description())
                .isEqualTo("no rows of t where n < 0 (neither true nor false because of a NULL, not counted: 2)");
        assertThat(shop).table("t").column("s").matches("a");
        assertThat(shop.last().description()).isEqualTo("every t.s to match a (NULLs not counted: 2)");
        assertThat(shop).table("t").column("at").isNotAfterRecoveryPoint();
        assertThat(shop.last().description()).endsWith("2026-11-22T03:14:07Z (NULLs not counted: 2)");
        assertThatThrownBy(() -> assertThat(shop).table("t").hasNoRowsWhere("n > 0"))
                .hasMessageContaining(
                        "where  n > 0   (neither true nor false because of a NULL, not counted: 2)\nbut 1 of 3 rows");
    }
}
