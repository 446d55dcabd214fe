package dev.firedrill.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A condition of the simplest kind: a column against a number, a text or a time. Many of these can be told by few
 * aggregates: no value is below 0 if the smallest is not.
 *
 * @param column as it was written
 * @param operator {@code <}, {@code <=}, {@code >}, {@code >=}, {@code =} or {@code IS NULL}
 * @param literal empty after {@code IS NULL}
 */
record Comparison(String column, String operator, String literal) {
    private static final String NAME = "(?:[A-Za-z_][A-Za-z0-9_]*|\"(?:[^\"]|\"\")+\")";
    private static final String LITERAL = "(-?\\d+(?:\\.\\d+)?|(?:(?:timestamptz|timestamp|date)\\s*)?'[^'\\\\]*')";
    private static final Pattern WITH_LITERAL = Pattern.compile(
            "\\s*(%1$s(?:\\.%1$s)?)\\s*(<=|>=|<|>|=)\\s*%2$s\\s*".formatted(NAME, LITERAL), Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_NULL =
            Pattern.compile("\\s*(%1$s(?:\\.%1$s)?)\\s+IS\\s+NULL\\s*".formatted(NAME), Pattern.CASE_INSENSITIVE);
    private static final String EQUAL = "=";
    private static final Map<String, String> EXTREMES = Map.of("<", "min", "<=", "min", ">", "max", ">=", "max");

    static Optional<Comparison> of(String condition) {
        var literal = WITH_LITERAL.matcher(condition);
        if (literal.matches()) {
            return Optional.of(new Comparison(literal.group(1), literal.group(2), literal.group(3)));
        }
        var nothing = WITH_NULL.matcher(condition);
        return nothing.matches() ? Optional.of(new Comparison(nothing.group(1), "IS NULL", "")) : Optional.empty();
    }

    boolean isEqual() {
        return operator.equals(EQUAL);
    }

    /** Conditions with the same are told together: a column, and the way in which its values are written. */
    String equalsOf() {
        return column + " " + literal.replaceAll("'.*'", "''").replaceAll("[\\d.-]+", "0");
    }

    /** An aggregate over the table that is 0 only if the condition is false of every row. */
    String screen() {
        if (!EXTREMES.containsKey(operator)) {
            // Not by count(column): a row value whose fields are all NULL is NULL, and is counted.
            return "count(*) FILTER (WHERE %s %s)".formatted(column, operator);
        }
        // The server counts the NULLs of a column once for all who ask in the same words.
        return "CASE WHEN %2$s(%1$s) %3$s %4$s THEN 1 ELSE 0 END + count(*) FILTER (WHERE %1$s IS NULL)"
                .formatted(column, EXTREMES.get(operator), operator, literal);
    }

    /** The same for all conditions that ask whether the column equals something. */
    static String screen(String column, Iterable<String> literals) {
        return "count(*) FILTER (WHERE (%s IN (%s)) IS NOT FALSE)".formatted(column, String.join(", ", literals));
    }
}
