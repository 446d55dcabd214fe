package dev.firedrill.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One query that counts for all who ask the same source. What several ask alike is counted once. */
final class Pass {
    private final Source source;
    private final List<Count> counts;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<String, String> grouped = new TreeMap<>();

    /** What is counted of rows while these are grouped by their key; null where they are not. */
    private final RowsByKey rows;

    /** @param counts at least one, all of the same source; or of the rows of a table and of their groups by one key */
    Pass(List<Count> counts) {
        this.source = counts.stream()
                .map(Count::source)
                .filter(Source.Groups.class::isInstance)
                .findFirst()
                .orElse(counts.get(0).source());
        this.counts = List.copyOf(counts);
        this.rows = source instanceof Source.Groups groups ? RowsByKey.of(groups, counts) : null;
        for (var count : counts) {
            count.numbers().forEach(number -> places.putIfAbsent(number(count, number), places.size()));
            grouped.putAll(count.grouped());
        }
    }

    Source source() {
        return source;
    }

    List<Count> counts() {
        return counts;
    }

    boolean isAddable() {
        return counts.stream().allMatch(Count::addable);
    }

    /** The numbers, for each count in its place. */
    List<Counted> counted(RuleSession session) throws SQLException {
        return counted(session, "");
    }

    /** @param part a condition that picks rows of the source; empty for all */
    List<Counted> counted(RuleSession session, String part) throws SQLException {
        session.group(sorts());
        var rows = session.rowsOf(sql(part));
        if (rows.size() != 1 || rows.get(0).size() != width()) {
            // What a user wrote ended its own brackets, and more than was asked for came back.
            throw new SQLException("the condition is not one SQL expression", "42601");
        }
        return counts.stream().map(count -> numbers(count, rows.get(0))).toList();
    }

    /**
     * Many groups fit into no hash table, and one that spills takes three to five times as long as sorting numbers. Keys
     * are many groups; children that share a parent are fewer, unless something large is kept of each.
     */
    private boolean sorts() {
        if (source instanceof Source.Groups groups) {
            return groups.key().sortCheaply();
        }
        return source instanceof Source.Kin kin && kin.childKey().sortCheaply() && !grouped.isEmpty();
    }

    /** Whether nobody else asks, and the query for one is used. */
    boolean isAlone() {
        return counts.size() == 1 && !counts.get(0).alone().isEmpty();
    }

    private int width() {
        return isAlone() ? counts.get(0).numbers().size() : places.size();
    }

    private Counted numbers(Count count, List<String> row) {
        if (isAlone()) {
            return new Counted(row);
        }
        var numbers = new ArrayList<String>();
        count.numbers().forEach(number -> numbers.add(row.get(places.get(number(count, number)))));
        return new Counted(numbers);
    }

    private String number(Count count, String asked) {
        return rows == null ? asked : rows.number(count, asked);
    }

    String sql(String part) {
        if (isAlone()) {
            return counts.get(0).alone();
        }
        return "SELECT " + String.join(", ", places.keySet()) + " FROM " + from(part);
    }

    private String from(String part) {
        if (source instanceof Source.Groups groups) {
            return rows.isEmpty() ? groups.sql() : rows.sql();
        }
        if (source instanceof Source.Kin kin) {
            return kin.grouped(grouped);
        }
        boolean fenced = counts.stream().anyMatch(Count::fenced);
        if (part.isEmpty()) {
            return fenced ? source.table().fenced() : source.table().from();
        }
        return fenced ? source.table().fenced(part) : source.table().from() + " WHERE " + part;
    }
}
