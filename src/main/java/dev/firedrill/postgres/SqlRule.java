package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import java.nio.file.Path;
import java.util.List;

/**
 * A rule as plain SQL, one file each: every row that its query returns is an offence.
 *
 * <pre>{@code
 * -- title: every order belongs to a customer
 * -- key: 1
 * select o.id from orders o where not exists (select from customers c where c.id = o.customer_id)
 * }</pre>
 *
 * @param file the file, as messages name it
 * @param id stable identity: the name of the file without {@code .sql}
 * @param title what must hold, in words
 * @param because why it matters; may be empty
 * @param keys how many leading columns name an offending row
 * @param bounds how many rows are tolerated
 * @param cadences the suites that it is part of
 * @param sql the query, without header and without a semicolon
 * @param line the line of the file on which the query begins
 */
public record SqlRule(
        String file,
        String id,
        String title,
        String because,
        int keys,
        Bounds bounds,
        List<String> cadences,
        String sql,
        int line) {
    public SqlRule {
        cadences = List.copyOf(cadences);
    }

    /**
     * Reads one file.
     *
     * @param base what its name in messages is relative to
     * @throws dev.firedrill.config.ConfigurationMistake if it cannot be read, or is not one query with a header that is
     *     understood
     */
    public static SqlRule read(Path base, Path file) {
        return SqlRuleFile.of(base, file).rule();
    }

    /** The file and a line of it, as in {@code suites/rules/shop/orders.sql:7}. */
    String place(int line) {
        return file + ":" + line;
    }
}
