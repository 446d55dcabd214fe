package dev.firedrill.kafka.contents;

import java.util.Arrays;

/**
 * Which offset a record had in the source, and which it has where it was loaded anew: there, offsets begin at 0 and have no
 * gaps. Kept as runs of offsets without a gap, 16 bytes each.
 */
public final class OffsetMap {
    private long[] sources = new long[16];
    private long[] loaded = new long[16];
    private int runs;
    private long size;
    private long next = -1;

    /** The next record that is loaded had this offset; offsets only grow. */
    public void add(long source) {
        if (source < next) {
            throw new IllegalArgumentException("offset " + source + " does not come after " + (next - 1));
        }
        if (source != next || runs == 0) {
            if (runs == sources.length) {
                sources = Arrays.copyOf(sources, 2 * runs);
                loaded = Arrays.copyOf(loaded, 2 * runs);
            }
            sources[runs] = source;
            loaded[runs++] = size;
        }
        size++;
        next = source + 1;
    }

    /** How many records there are. */
    public long size() {
        return size;
    }

    /** The offset that a loaded record had in the source. */
    public long sourceOf(long offset) {
        if (offset < 0 || offset >= size) {
            throw new IllegalArgumentException("no record was loaded at offset " + offset);
        }
        int run = below(loaded, offset);
        return sources[run] + offset - loaded[run];
    }

    /**
     * Where a reader goes on that would have read this offset of the source next: the first record from there on, or the
     * end.
     */
    public long loadedAt(long source) {
        if (runs == 0 || source <= sources[0]) {
            return 0;
        }
        int run = below(sources, source);
        long runEnds = run + 1 < runs ? loaded[run + 1] : size;
        return Math.min(loaded[run] + source - sources[run], runEnds);
    }

    private int below(long[] starts, long wanted) {
        int at = Arrays.binarySearch(starts, 0, runs, wanted);
        return at >= 0 ? at : -at - 2;
    }
}
