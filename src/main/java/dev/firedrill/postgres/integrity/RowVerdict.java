package dev.firedrill.postgres.integrity;

/**
 * What a row says of transactions, against what the logs of transactions say; numbers that are older than these logs, or
 * newer, are for amcheck to judge.
 */
record RowVerdict(SlruItems states, Multixacts multixacts) {
    private static final int FIRST_NORMAL = 3;
    private static final int STATES_OF_WORD = 16;
    private static final int COMMITTED = 1;
    private static final String[] SAYS = {
        "it never ended", "it committed", "it was rolled back", "it is part of another"
    };

    /** What does not agree, or null. */
    String of(RowHeader row) {
        if (row.sawWriterCommit() && differs(row.writer(), true)) {
            return said("a committed transaction, xmin ", row.writer());
        }
        if (row.sawWriterRollBack() && differs(row.writer(), false)) {
            return said("a transaction that was rolled back, xmin ", row.writer());
        }
        if (row.sawChangerCommit() && differs(row.changer(), true)) {
            return said("a committed transaction, xmax ", row.changer());
        }
        return row.isShared()
                ? multixacts.lost(row.changer()).map("is shared by "::concat).orElse(null)
                : null;
    }

    private boolean differs(long transaction, boolean committed) {
        return transaction >= FIRST_NORMAL
                && states.needs(transaction)
                && committed != (state(transaction) == COMMITTED);
    }

    private String said(String of, long transaction) {
        return "is marked as of " + of + transaction + ", but pg_xact says that " + SAYS[state(transaction)];
    }

    /** Two bits for each, sixteen in four bytes. */
    private int state(long transaction) {
        int word = (int) (transaction % states.itemsOfPage()) / STATES_OF_WORD * Integer.BYTES;
        return states.word(transaction, word) >>> transaction % STATES_OF_WORD * 2 & 3;
    }
}
