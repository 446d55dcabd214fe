package dev.firedrill.postgres;

import java.nio.ByteBuffer;

/** Takes the pages of a log, segment after segment, from whoever reads them. */
interface PageSink {
    /** A segment begins. */
    void begin(WalSegment segment);

    /**
     * The next page of it.
     *
     * @param window holds the page, lowest byte first, and is used again for others
     * @param from where in the window it begins
     * @param address its place in the log
     * @return whether more pages of this segment are wanted
     */
    boolean take(ByteBuffer window, int from, long address);

    /** @param whole whether all of it was there, or wanted no more */
    void end(WalSegment segment, boolean whole);
}
