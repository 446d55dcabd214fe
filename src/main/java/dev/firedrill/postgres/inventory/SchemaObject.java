package dev.firedrill.postgres.inventory;

/**
 * One thing that a database consists of besides its rows.
 *
 * @param kind such as {@code index}
 * @param name with its schema, as SQL
 * @param definition what makes it what it is, as the server says it
 */
public record SchemaObject(String kind, String name, String definition) {
    /** What tells it from others. */
    String identity() {
        return kind + " " + name;
    }
}
