package dev.firedrill.store.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.XXHash32;

/** Writes LZ4 frames whose blocks repeat what earlier blocks hold, as pg_basebackup does and no library at hand can. */
public final class LinkedLz4 {
    private static final int BLOCK = 1 << 16;
    private static final int TAIL = 12;

    private final byte[] content;
    private final Map<Integer, Integer> seen = new HashMap<>();

    private LinkedLz4(byte[] content) {
        this.content = content;
    }

    public static byte[] compress(byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x04, 0x22, 0x4D, 0x18, 0x44, 0x40});
        out.write((int) (hash(new byte[] {0x44, 0x40}) >> 8));
        var frame = new LinkedLz4(content);
        for (int start = 0; start < content.length; start += BLOCK) {
            var block = frame.block(start, Math.min(content.length, start + BLOCK));
            boolean smaller = block.length < Math.min(BLOCK, content.length - start);
            int stored = smaller ? block.length : Math.min(BLOCK, content.length - start);
            out.writeBytes(little(smaller ? stored : stored | 0x80000000));
            out.write(smaller ? block : content, smaller ? 0 : start, stored);
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(little((int) hash(content)));
        return out.toByteArray();
    }

    private byte[] block(int start, int end) {
        var out = new ByteArrayOutputStream();
        int literals = start;
        int at = start;
        while (at < end - TAIL) {
            var before = seen.put(ByteBuffer.wrap(content, at, 4).getInt(), at);
            int length = before == null || at - before > 65_535 ? 0 : matching(before, at, end - TAIL);
            if (length >= 4) {
                sequence(out, literals, at, at - before, length);
                at += length;
                literals = at;
            } else {
                at++;
            }
        }
        sequence(out, literals, end, 0, 4);
        return out.toByteArray();
    }

    private int matching(int before, int at, int end) {
        int length = 0;
        while (at + length < end && content[before + length] == content[at + length]) {
            length++;
        }
        return length;
    }

    /** A distance of 0: the last one, of literals alone. */
    private void sequence(ByteArrayOutputStream out, int from, int to, int distance, int match) {
        int literals = to - from;
        out.write(Math.min(15, literals) << 4 | Math.min(15, match - 4));
        rest(out, literals);
        out.write(content, from, literals);
        if (distance > 0) {
            out.write(distance);
            out.write(distance >> 8);
            rest(out, match - 4);
        }
    }

    private static void rest(ByteArrayOutputStream out, int length) {
        for (int left = length - 15; left >= 0; left -= 255) {
            out.write(Math.min(255, left));
        }
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static long hash(byte[] bytes) {
        var hash = new XXHash32();
        hash.update(bytes, 0, bytes.length);
        return hash.getValue();
    }
}
