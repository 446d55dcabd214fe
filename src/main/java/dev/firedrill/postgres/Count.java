package dev.firedrill.postgres;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that a rule needs of one source.
 *
 * @param numbers aggregates over the source
 * @param fenced whether they hold something that a user wrote, which the planner must not answer from the catalog
 * @param screen an aggregate that is cheaper than the numbers; where it is 0, all numbers but the first are 0. Empty if
 *     there is none
 * @param equality the condition that is counted, where it can be told together with others that ask for equality
 * @param grouped aggregates over the children of each parent, by the names that the numbers have for them
 * @param alone the whole query where no other rule shares the source; empty if it is the same as the shared one
 * @param shareable whether it can stand in a query beside what others ask
 * @param addable whether numbers of parts of the source add up to those of the whole
 */
record Count(
        Source source,
        List<String> numbers,
        boolean fenced,
        String screen,
        Optional<Comparison> equality,
        Map<String, String> grouped,
        String alone,
        boolean shareable,
        boolean addable) {
    private static final Optional<Comparison> NONE = Optional.empty();

    static Count ofRows(Relation table, String... numbers) {
        return new Count(new Source.Rows(table), List.of(numbers), false, "", NONE, Map.of(), "", true, true);
    }

    /**
     * How many rows there are, how many fulfil the condition, and of how many it is unknown whether they do.
     *
     * @param written what a user wrote
     */
    static Count ofCondition(Relation table, String written) {
        var condition = Expression.inBrackets(written);
        var numbers = List.of(
                "count(*)",
                "count(*) FILTER (WHERE %s)".formatted(condition),
                "count(*) FILTER (WHERE (%s) IS NULL)".formatted(condition));
        var comparison = Comparison.of(written);
        var screen = comparison
                .filter(one -> !one.isEqual())
                .map(Comparison::screen)
                .orElse("count(*) FILTER (WHERE (%s) IS NOT FALSE)".formatted(condition));
        var equality = comparison.filter(Comparison::isEqual);
        boolean closed = Expression.isClosed(written);
        return new Count(new Source.Rows(table), numbers, true, screen, equality, Map.of(), "", closed, true);
    }

    static Count ofGroups(Relation table, Columns key, String... numbers) {
        return new Count(new Source.Groups(table, key), List.of(numbers), false, "", NONE, Map.of(), "", true, false);
    }

    /** @param alone the query that gives the same numbers without the rows of both tables at hand */
    static Count ofKin(Source.Kin kin, String alone, String... numbers) {
        return new Count(kin, List.of(numbers), false, "", NONE, Map.of(), alone, true, false);
    }

    /** The same for numbers which cannot be added up. */
    Count whole() {
        return new Count(source, numbers, fenced, screen, equality, grouped, alone, shareable, false);
    }

    /**
     * The same with aggregates over the children of each parent.
     *
     * @param written what a user wrote in them
     */
    Count grouping(Map<String, String> byName, String written) {
        return new Count(source, numbers, true, screen, equality, byName, alone, Expression.isClosed(written), addable);
    }

    /** What is asked first, where several rules are evaluated together. */
    Count screening() {
        return screen.isEmpty() ? this : screenedBy(screen);
    }

    /** Asks only whether there is anything to count. */
    Count screenedBy(String aggregate) {
        return new Count(
                source, List.of("count(*)", aggregate), fenced, "", equality, Map.of(), "", shareable, addable);
    }
}
