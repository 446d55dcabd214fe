package dev.firedrill.postgres;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers as the server gave them, in the order in which they were asked for. */
record Counted(List<String> texts) {
    Counted {
        texts = Collections.unmodifiableList(new ArrayList<>(texts));
    }

    /** A number; the sum over no rows, which is NULL, counts as 0. */
    long number(int index) {
        var text = texts.get(index);
        return text == null ? 0 : new BigDecimal(text).longValueExact();
    }

    /** Null if it is NULL. */
    String text(int index) {
        return texts.get(index);
    }

    /** The sums of these numbers and of those of another part. */
    Counted plus(Counted other) {
        var sums = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            sums.add(Long.toString(Math.addExact(number(i), other.number(i))));
        }
        return new Counted(sums);
    }

    /** So many rows and nothing else. */
    static Counted onlyRows(String rows, int size) {
        var texts = new ArrayList<>(Collections.nCopies(size, "0"));
        texts.set(0, rows);
        return new Counted(texts);
    }
}
