package dev.firedrill.postgres;

import java.util.Locale;

/**
 * A table as the catalog knows it.
 *
 * @param sql its name, quoted and qualified where that is needed
 * @param name its name without a schema, quoted where that is needed
 * @param logged whether changes of it are written to WAL
 * @param key what tells its rows apart: the primary key, else the place of the row, else nothing
 */
record Relation(long oid, String sql, String name, boolean logged, RowKey key) {
    /** A short alias: its first letter. */
    String alias() {
        var first =
                name.substring(name.startsWith("\"") ? 1 : 0).substring(0, 1).toLowerCase(Locale.ROOT);
        return first.matches("[a-z]") ? first : "t";
    }

    /** A short alias that differs from that of another table in the same query. */
    String aliasBeside(Relation other) {
        return alias().equals(other.alias()) ? alias() + "2" : alias();
    }
}
