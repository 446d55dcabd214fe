package dev.firedrill.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A pass over a source, or over a stretch of a large table. */
final class Piece {
    /** 32 MB: below, a query of its own costs more than it saves. */
    private static final long PAGES = 4_096;

    private static final int MOST_PIECES = 8;

    private final Pass pass;
    private final String part;
    private final long pages;
    private List<Counted> counted = List.of();
    private long nanos;
    private boolean failed;

    private Piece(Pass pass, String part, long pages) {
        this.pass = pass;
        this.part = part;
        this.pages = pages;
    }

    /**
     * The whole pass in stretches that leave out no row: the first has no beginning, the last no end, since the catalog
     * may be wrong about the size.
     */
    static List<Piece> of(Pass pass, boolean split) {
        var table = pass.source().table();
        long pages = table.pages();
        long number = Math.min(MOST_PIECES, pages / PAGES);
        boolean canSplit = pass.source() instanceof Source.Rows && pass.isAddable() && "rm".indexOf(table.kind()) >= 0;
        if (!split || !canSplit || number < 2) {
            return List.of(new Piece(pass, "", pages));
        }
        var pieces = new ArrayList<Piece>();
        for (long i = 0; i < number; i++) {
            var bounds = new ArrayList<String>();
            if (i > 0) {
                bounds.add("ctid >= '(%d,0)'::tid".formatted(pages * i / number));
            }
            if (i < number - 1) {
                bounds.add("ctid < '(%d,0)'::tid".formatted(pages * (i + 1) / number));
            }
            pieces.add(new Piece(pass, String.join(" AND ", bounds), pages / number));
        }
        return pieces;
    }

    /** In pages that are read, more or less: joins and groups cost several times the reading. */
    long effort() {
        if (pass.source() instanceof Source.Kin) {
            return pages * (pass.isAlone() ? 4 : 16);
        }
        return pass.source() instanceof Source.Groups ? pages * 8 : pages;
    }

    void run(RuleSession session) {
        long began = System.nanoTime();
        try {
            counted = session.attempt(() -> {
                session.timeoutFor(pass.counts().size());
                return pass.counted(session, part);
            });
        } catch (SQLException | RuntimeException e) {
            // Whose question it was is found out where each is asked alone.
            failed = true;
        }
        nanos = System.nanoTime() - began;
    }

    List<Counted> counted() {
        return counted;
    }

    long nanos() {
        return nanos;
    }

    boolean failed() {
        return failed;
    }
}
