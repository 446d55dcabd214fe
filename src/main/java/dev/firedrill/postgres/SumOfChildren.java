package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares a column with a sum over the rows of another table that name its row; the sum over none is 0. A term that is
 * NULL makes the sum unknown, which is an offence, too.
 *
 * @param expression over the child's row, as a user wrote it
 * @param tolerance how much they may differ, as an SQL number
 */
record SumOfChildren(Source.Kin kin, Column column, String expression, String tolerance) {
    Tally tally(Bounds bounds) {
        // Named by its expression: sums of several rules may stand side by side.
        var id = RuleId.digest(expression);
        var total = "total_" + id;
        var unknown = "unknown_" + id;
        var numbers = numbers(total, unknown);
        var rows = Count.ofRows(kin.parent(), "count(*)", "count(*) FILTER (WHERE %s)".formatted(column.isNull("")));
        var alone = "SELECT %s, %s FROM %s"
                .formatted(
                        numbers("total", "unknown").get(0),
                        numbers("total", "unknown").get(1),
                        kin.parentsWithGroups(aggregates("total", "unknown")));
        var sums = Count.ofKin(kin, alone, numbers.get(0), numbers.get(1))
                .grouping(aggregates(total, unknown), expression);
        return new Tally(List.of(rows, sums), (counted, session) -> offenders()
                .addTo(finding(counted.get(0), counted.get(1), bounds), session));
    }

    private Map<String, String> aggregates(String total, String unknown) {
        return new TreeMap<>(Map.of(
                total,
                "sum(%s)".formatted(Expression.inBrackets(expression)),
                unknown,
                "count(*) FILTER (WHERE %s IS NULL)".formatted(Expression.inBrackets(expression))));
    }

    private List<String> numbers(String total, String unknown) {
        var offence = offence(total, unknown);
        return List.of(
                "count(*) FILTER (WHERE %s)".formatted(offence),
                "count(*) FILTER (WHERE %s AND g.k1 IS NULL)".formatted(offence));
    }

    private String offence(String total, String unknown) {
        return "%1$s AND (g.%3$s > 0 OR abs(p.%2$s - coalesce(g.%4$s, 0)) > %5$s)"
                .formatted(column.isNotNull("p."), column.sql(), unknown, total, tolerance);
    }

    private Finding finding(Counted rows, Counted offences, Bounds bounds) {
        long childless = offences.number(1);
        var without = childless == 0
                ? ""
                : " (%s of them without rows in %s)"
                        .formatted(Numbers.text(childless), kin.child().sql());
        return Finding.ofOffences(offences.number(0), bounds)
                .note("NULLs not counted: " + Numbers.text(rows.number(1)))
                .found("%s of %s are not%s"
                        .formatted(Numbers.text(offences.number(0)), Numbers.text(rows.number(0)), without));
    }

    private Offenders offenders() {
        var key = kin.parent().key();
        var selected = new ArrayList<String>();
        key.columns().forEach(name -> selected.add("p." + name));
        if (key.isNone()) {
            selected.add("p.*");
        }
        selected.add("p." + column.sql());
        selected.add("g.total");
        var sql = "SELECT %s FROM %s WHERE %s"
                .formatted(
                        String.join(", ", selected),
                        kin.parentsWithGroups(aggregates("total", "unknown")),
                        offence("total", "unknown"));
        return new Offenders(
                Offenders.label(kin.parent(), List.of(column.sql(), "sum")),
                sql,
                key.size(),
                2,
                Order.first(key.size()));
    }
}
