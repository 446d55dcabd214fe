package dev.firedrill.postgres.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a table that one query reads, so that no query takes too long and large tables are read side by side.
 *
 * @param from its first block
 * @param to the first block that is not its own any more; -1 for all to the end
 */
record Stretch(TableFacts table, long from, long to) {
    /** A gigabyte in blocks of the usual size. */
    private static final long BLOCKS = 131_072;

    static List<Stretch> of(TableFacts table) {
        var all = new ArrayList<Stretch>();
        long from = 0;
        while (from + BLOCKS < table.blocks()) {
            all.add(new Stretch(table, from, from + BLOCKS));
            from += BLOCKS;
        }
        all.add(new Stretch(table, from, -1));
        return all;
    }

    String query() {
        var begin = from == 0 ? "" : "firedrill_row.ctid >= '(%d,0)'::tid".formatted(from);
        var end = to < 0 ? "" : "firedrill_row.ctid < '(%d,0)'::tid".formatted(to);
        return RowDigest.query(table.name(), begin + (begin.isEmpty() || end.isEmpty() ? "" : " AND ") + end);
    }
}
