package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that are told by the smallest and the largest value are told as if each row had been asked. */
@ExtendWith(RulesCluster.class)
class ComparisonTest {
    private static final List<String> COLUMNS = List.of("i", "n", "f", "t", "d", "\"Odd one\"", "values.i", "b", "r");
    private static final List<String> LITERALS = List.of(
            "-1", "0", "2.5", "3", "9", "'b'", "'2026-01-02'", "date '2026-01-03'", "'NaN'", "'infinity'", "''");

    private static final String UNKNOWN = "cannot be told";

    private RulesDatabase shop;

    @BeforeEach
    void values(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE TABLE \"values\" (id int PRIMARY KEY, i int, n numeric, f float8, t text, d date, \"Odd one\" int,"
                        + " b bool, r pair)");
    }

    /** How many rows fulfil each condition, and of how many it is unknown; as a set of rules counts them. */
    private List<String> counted(List<String> conditions) {
        shop.outcomes.clear();
        try {
            new PostgresAssert(shop)
                    .verifyAll(RuleSet.of(db -> conditions.forEach(
                            condition -> db.table("values").atMost(99).hasNoRowsWhere(condition))));
        } catch (Inconclusive e) {
            // Not every literal goes with every column.
        }
        return shop.outcomes.stream()
                .map(it ->
                        it.verdict() == Verdict.INCONCLUSIVE ? UNKNOWN : (long) it.value() + unknown(it.description()))
                .toList();
    }

    private static String unknown(String description) {
        return " "
                + description
                        .replaceAll("(?s).*not counted: (\\d+)[)]|.*", "$1")
                        .replaceAll("^$", "0");
    }

    /** The same, as the server counts them one by one. */
    private List<String> naive(List<String> conditions) {
        var queries = conditions.stream()
                .map(
                        "SELECT count(*) FILTER (WHERE %1$s) || ' ' || count(*) FILTER (WHERE (%1$s) IS NULL) FROM \"values\""
                                ::formatted)
                .toList();
        return shop.tried(queries).stream().map(it -> it.orElse(UNKNOWN)).toList();
    }

    private static List<String> conditions() {
        var conditions = new ArrayList<String>();
        for (var column : COLUMNS) {
            conditions.add(column + " IS NULL");
            for (var operator : List.of("<", "<=", ">", ">=", "=")) {
                LITERALS.forEach(literal -> conditions.add(column + " " + operator + " " + literal));
            }
        }
        return conditions;
    }

    private void countedAsOneByOne(List<String> columns) {
        for (var column : columns) {
            var conditions = conditions().stream()
                    .filter(condition -> condition.startsWith(column + " "))
                    .toList();
            var expected = naive(conditions);
            assertThat(counted(conditions)).as(column).containsExactlyElementsOf(expected);
            // Those that can be asked at all, so that none of them is asked alone because of its neighbours.
            var possible = new ArrayList<String>();
            for (int i = 0; i < conditions.size(); i++) {
                if (!expected.get(i).equals(UNKNOWN)) {
                    possible.add(conditions.get(i));
                }
            }
            assertThat(counted(possible)).as(column).containsExactlyElementsOf(naive(possible));
        }
    }

    @Test
    void of_rows_with_and_without_values() {
        shop.plant(
                "INSERT INTO \"values\" VALUES (1, 1, 1, 1, 'a', '2026-01-01', 1, true, '(1,2)'),"
                        + " (2, 3, 2.5, 'NaN', 'b', '2026-01-03', 9, false, '(,)'),"
                        + " (3, NULL, 'NaN', NULL, NULL, NULL, NULL, NULL, NULL), (4, 9, 9, 'infinity', '', 'infinity', 3, true, '(,2)')");
        countedAsOneByOne(COLUMNS);
    }

    /** Such a value is NULL, and yet counted by count(r). */
    @Test
    void of_a_row_value_that_has_nothing_but_nulls() {
        shop.plant("INSERT INTO \"values\" VALUES (1, 1, 1, 1, 'a', '2026-01-01', 1, true, '(,)')");
        countedAsOneByOne(List.of("r"));
    }

    @Test
    void of_no_rows() {
        countedAsOneByOne(List.of("n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < 0 OR b < 0",
                "a < b",
                "a < 0 -- b",
                "abs(a) < 0",
                "a <> 0",
                "a < 'it''s'",
                "a < E'\\n'",
                "a < 1e5x",
                "1 < a",
                "a IS NOT NULL",
                "a < 0; b",
                "\"a < 0"
            })
    void what_is_not_of_the_simplest_kind_is_left_alone(String condition) {
        assertThat(Comparison.of(condition)).isEmpty();
    }

    @Test
    void conditions_on_one_column_share_what_is_counted() throws Exception {
        try (var session = RuleSession.open(shop)) {
            var table = new Catalog(session).relation("values");
            var conditions = List.of("i = 1", "i = 2", "t = 'a'", "i < 1", "i < 2", "i IS NULL", "abs(i) = 1");
            var asked = conditions.stream()
                    .map(condition -> Count.ofCondition(table, condition).screening())
                    .toList();
            assertThat(new Pass(Equalities.together(asked)).sql(""))
                    .isEqualTo("SELECT count(*), count(*) FILTER (WHERE (i IN (1, 2)) IS NOT FALSE),"
                            + " count(*) FILTER (WHERE (t IN ('a')) IS NOT FALSE),"
                            + " CASE WHEN min(i) < 1 THEN 1 ELSE 0 END + count(*) FILTER (WHERE i IS NULL),"
                            + " CASE WHEN min(i) < 2 THEN 1 ELSE 0 END + count(*) FILTER (WHERE i IS NULL),"
                            + " count(*) FILTER (WHERE i IS NULL),"
                            + " count(*) FILTER (WHERE ((abs(i) = 1)) IS NOT FALSE)"
                            + " FROM (SELECT * FROM \"values\" OFFSET 0) AS \"values\"");
        }
    }

    @Test
    void a_comparison_is_understood_in_its_parts() {
        assertThat(Comparison.of(" orders.\"Total\" <= -1.50 "))
                .contains(new Comparison("orders.\"Total\"", "<=", "-1.50"));
        assertThat(Comparison.of("at > timestamptz '2026-01-01'"))
                .contains(new Comparison("at", ">", "timestamptz '2026-01-01'"));
        assertThat(Comparison.of("a is null")).contains(new Comparison("a", "IS NULL", ""));
    }
}
