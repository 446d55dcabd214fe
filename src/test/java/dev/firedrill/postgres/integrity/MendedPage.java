package dev.firedrill.postgres.integrity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page whose checksum was made to fit what it says now, as by somebody who wants it to be believed. */
public final class MendedPage {
    private static final int PAGE = 8192;
    private static final int CHECKSUM = 8;

    private MendedPage() {}

    /** Mends one page of a file of a relation; its first segment, since the block counts into the checksum. */
    public static void mend(byte[] content, int block) {
        var buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        var result = new int[PageChecksums.AT_ONCE];
        new PageChecksums(PAGE).compute(buffer.asIntBuffer(), block, 1, block, result);
        buffer.putShort(block * PAGE + CHECKSUM, (short) result[0]);
    }
}
