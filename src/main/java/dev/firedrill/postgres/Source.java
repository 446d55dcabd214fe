package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where something is counted. What is counted at one source can be counted in one pass over it. */
sealed interface Source permits Source.Rows, Source.Groups, Source.Kin {
    Relation table();

    /** All rows of a table. */
    record Rows(Relation table) implements Source {}

    /** The rows of a table, as many groups as there are different keys. */
    record Groups(Relation table, Columns key) implements Source {
        /** Has a row for each group: how many rows are in it ({@code n}), and whether there is a NULL in the key. */
        String sql() {
            return "(SELECT count(*) AS n, num_nulls(%1$s) > 0 AS nulls FROM %2$s GROUP BY %1$s) AS grouped"
                    .formatted(key.list(""), table.from());
        }
    }

    /** Rows of a child table beside the rows of a parent table that they name. */
    record Kin(Relation child, Columns childKey, Relation parent, Columns parentKey) implements Source {
        @Override
        public Relation table() {
            return child;
        }

        String childAlias() {
            return child.alias();
        }

        String parentAlias() {
            return parent.aliasBeside(child);
        }

        /** Children that name a parent which is not there. */
        String orphans() {
            var c = childAlias() + ".";
            var p = parentAlias() + ".";
            return "FROM %s %s LEFT JOIN %s %s ON %s WHERE %s AND %s%s IS NULL"
                    .formatted(
                            child.from(),
                            childAlias(),
                            parent.from(),
                            parentAlias(),
                            parentKey.equal(p, childKey.names(), c),
                            childKey.noNull(c),
                            p,
                            parentKey.names().get(0));
        }

        /**
         * All parents ({@code p}) beside what the children that name them come to ({@code g}): their number {@code n}, and
         * further aggregates by their names. Children without a parent stand beside NULLs.
         */
        String grouped(Map<String, String> aggregates) {
            return groups(aggregates) + " FULL JOIN " + joinedParent();
        }

        /** The same without the children that have no parent. */
        String parentsWithGroups(Map<String, String> aggregates) {
            return parent.from() + " p LEFT JOIN " + groups(aggregates) + " ON " + parentKey.equal("p.", keys(), "g.");
        }

        private String joinedParent() {
            return parent.from() + " p ON " + parentKey.equal("p.", keys(), "g.");
        }

        private String groups(Map<String, String> aggregates) {
            var selected = new ArrayList<String>();
            for (int i = 0; i < childKey.size(); i++) {
                selected.add(childKey.names().get(i) + " AS " + keys().get(i));
            }
            selected.add("count(*) AS n");
            aggregates.forEach((name, aggregate) -> selected.add(aggregate + " AS " + name));
            return "(SELECT %s FROM %s WHERE %s GROUP BY %s) AS g"
                    .formatted(
                            String.join(", ", selected),
                            aggregates.isEmpty() ? child.from() : child.fenced(),
                            childKey.noNull(""),
                            childKey.list(""));
        }

        private List<String> keys() {
            return IntStream.rangeClosed(1, childKey.size())
                    .mapToObj(number -> "k" + number)
                    .toList();
        }

        /** Parents that no child names. */
        String childless() {
            var c = childAlias() + ".";
            var p = parentAlias() + ".";
            return "FROM %s %s WHERE NOT EXISTS (SELECT FROM %s %s WHERE %s)"
                    .formatted(
                            parent.from(),
                            parentAlias(),
                            child.from(),
                            childAlias(),
                            parentKey.equal(p, childKey.names(), c));
        }
    }
}
