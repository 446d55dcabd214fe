package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.RuleId;
import dev.firedrill.rules.Sample;
import dev.firedrill.rules.Terms;
import java.sql.SQLException;
import java.util.List;

/**
 * A rule about one column, or about several that make a key together.
 *
 * @param id stable identity
 * @param expectation what follows "Expecting" in a message
 */
record KeyRule(String id, String expectation, DataQuery query) {
    /**
     * The columns of a table that rules are made for.
     *
     * @param table as messages name it
     * @param columns as they were written
     */
    record OfTable(String table, List<String> columns) {
        KeyRule references(String parentTable, List<String> parentColumns, Terms terms) {
            requireAsMany(columns, parentTable, parentColumns);
            var parentPath = parentTable + "." + Sample.inBrackets(parentColumns);
            return new KeyRule(
                    RuleId.of(table, KeyRule.id(columns), "references", parentTable, KeyRule.id(parentColumns)),
                    "every  %s  to exist in  %s".formatted(path(), parentPath),
                    (session, catalog, child) -> {
                        var parent = catalog.relation(parentTable);
                        var kin = new Source.Kin(
                                child,
                                Columns.of(catalog, child, columns),
                                parent,
                                Columns.of(catalog, parent, parentColumns));
                        return new Reference(kin).tally(terms.bounds());
                    });
        }

        KeyRule isUnique(Terms terms) {
            return new KeyRule(
                    RuleId.of(table, KeyRule.id(columns), "unique"),
                    " %s  to be unique".formatted(path()),
                    (session, catalog, relation) ->
                            new UniqueValues(relation, Columns.of(catalog, relation, columns)).tally(terms.bounds()));
        }

        KeyRule hasNoNulls(Terms terms) {
            return new KeyRule(
                    RuleId.of(table, KeyRule.id(columns), "no-nulls"),
                    "no NULL in  " + path(),
                    (session, catalog, relation) -> NoRowsWhere.ofNulls(
                                    relation, Columns.of(catalog, relation, columns))
                            .tally(terms.bounds()));
        }

        private String path() {
            return table + "." + Sample.inBrackets(columns);
        }
    }

    /** Part of a rule's identity: a column's name, or one name for several. */
    static String id(List<String> columns) {
        return String.join(",", columns);
    }

    /**
     * The rows of a table beside those of another that name its primary key.
     *
     * @throws ObjectMissing if it has no primary key, or one of another size
     */
    static Source.Kin children(Catalog catalog, Relation parent, String childTable, List<String> childColumns)
            throws SQLException, ObjectMissing {
        var key = catalog.primaryKey(parent);
        if (key.size() != childColumns.size()) {
            throw new ObjectMissing("the primary key of %s is %s, which %s cannot name (object missing)"
                    .formatted(parent.sql(), key.label(), Sample.inBrackets(childColumns)));
        }
        var child = catalog.relation(childTable);
        return new Source.Kin(child, Columns.of(catalog, child, childColumns), parent, key);
    }

    private static void requireAsMany(List<String> columns, String parentTable, List<String> parentColumns) {
        if (columns.size() != parentColumns.size()) {
            throw new ConfigurationMistake(
                    Sample.inBrackets(columns) + ".references(" + parentTable + ", " + parentColumns + ")",
                    "a key of " + columns.size() + " cannot name a key of " + parentColumns.size(),
                    "give as many columns of the other table, in the same order");
        }
    }
}
