package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads an RDB file from begin to end as to its structure: which keys it holds, where it ends. Values are passed over. No
 * server is needed for that, and no checksum.
 */
final class RdbWalk {
    private static final int BUFFER = 1 << 20;
    private static final int MAGIC = 9;

    private final String what;
    private final FileChannel channel;
    private final Runnable checkpoint;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final Map<Long, Long> keys = new TreeMap<>();
    private final Map<Long, Long> announced = new TreeMap<>();
    private long position;
    private long database;

    private RdbWalk(String what, FileChannel channel, Runnable checkpoint) {
        this.what = what;
        this.channel = channel;
        this.checkpoint = checkpoint;
    }

    /** A type of value that was not known when this was written. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads it.
     *
     * @param what its original, for messages
     * @return empty if it holds values of a type that is not known here, as those of modules
     * @throws BackupUnusable if it is not whole
     */
    static Optional<RdbContent> read(Path file, String what, Runnable checkpoint) {
        try (var channel = FileChannel.open(file)) {
            var walk = new RdbWalk(what, channel, checkpoint);
            int version = walk.version();
            while (walk.next()) {
                continue;
            }
            long end = walk.position + (version >= 5 ? Long.BYTES : 0);
            return Optional.of(new RdbContent(walk.keys, walk.announced, end));
        } catch (Unknown e) {
            return Optional.empty();
        } catch (ArithmeticException e) {
            throw new BackupUnusable(what + " is no whole RDB file: a length in it is too large for any file", e);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private int version() throws IOException {
        int version = 0;
        for (int i = 0; i < MAGIC; i++) {
            int next = one();
            version = i < 5 ? 0 : version * 10 + next - '0';
        }
        return version;
    }

    /** One entry; false if it is the end. */
    private boolean next() throws IOException {
        int code = one();
        switch (code) {
            case 0xFF -> {
                return false;
            }
            case 0xFE -> database = length();
            case 0xFD -> skip(Integer.BYTES);
            case 0xFC -> skip(Long.BYTES);
            case 0xFB -> {
                announced.put(database, count());
                length();
            }
            case 0xFA -> texts(2);
            case 0xF9 -> skip(1);
            case 0xF8 -> length();
            case 0xF5 -> texts(1);
            case 0xF4 -> {
                length();
                length();
                length();
            }
            default -> {
                if (code > 0xF0) {
                    throw new Unknown();
                }
                texts(1);
                value(code);
                if (keys.merge(database, 1L, Long::sum) % 10_000 == 0) {
                    checkpoint.run();
                }
            }
        }
        return true;
    }

    private void value(int type) throws IOException {
        switch (type) {
            case 0, 9, 10, 11, 12, 13, 16, 17, 20 -> texts(1);
            case 1, 2, 14 -> texts(count());
            case 3 -> {
                for (long left = count(); left > 0; left--) {
                    texts(1);
                    number();
                }
            }
            case 4 -> texts(Math.multiplyExact(2, count()));
            case 5 -> {
                for (long left = count(); left > 0; left--) {
                    texts(1);
                    skip(Double.BYTES);
                }
            }
            case 18 -> {
                for (long left = count(); left > 0; left--) {
                    length();
                    texts(1);
                }
            }
            case 15, 19, 21 -> stream(type);
            default -> throw new Unknown();
        }
    }

    /** A score as old ones wrote it: a text with one byte before it, or a sign of infinity. */
    private void number() throws IOException {
        int length = one();
        if (length < 253) {
            skip(length);
        }
    }

    private void stream(int type) throws IOException {
        texts(Math.multiplyExact(2, count()));
        lengths(3);
        if (type != 15) {
            lengths(5);
        }
        for (long groups = count(); groups > 0; groups--) {
            texts(1);
            lengths(type == 15 ? 2 : 3);
            for (long pending = count(); pending > 0; pending--) {
                skip(16 + Long.BYTES);
                length();
            }
            for (long consumers = count(); consumers > 0; consumers--) {
                texts(1);
                skip(type == 21 ? 2 * Long.BYTES : Long.BYTES);
                skip(Math.multiplyExact(16, count()));
            }
        }
    }

    private void lengths(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            length();
        }
    }

    private void texts(long number) throws IOException {
        for (long i = 0; i < number; i++) {
            int first = one();
            switch (first) {
                case 0xC0 -> skip(1);
                case 0xC1 -> skip(2);
                case 0xC2 -> skip(4);
                case 0xC3 -> {
                    long packed = count();
                    length();
                    skip(packed);
                }
                default -> skip(length(first));
            }
        }
    }

    /** How many follow. */
    private long count() throws IOException {
        long number = length();
        if (number < 0) {
            throw damaged("expecting a number of things before byte %d, but found a negative one".formatted(position));
        }
        return number;
    }

    /** A number; as a part of an id of a stream it may need all of its 64 bits. */
    private long length() throws IOException {
        return length(one());
    }

    private long length(int first) throws IOException {
        return switch (first >> 6) {
            case 0 -> first & 0x3F;
            case 1 -> (first & 0x3F) << 8 | one();
            default -> switch (first) {
                case 0x80 -> big(4);
                case 0x81 -> big(8);
                default -> throw damaged(
                        "expecting a length at byte %d, but found %02x".formatted(position - 1, first));
            };
        };
    }

    private long big(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | one();
        }
        return number;
    }

    private int one() throws IOException {
        if (!buffer.hasRemaining()) {
            int read = channel.read(buffer.clear());
            buffer.flip();
            if (read <= 0) {
                throw damaged("it ends at byte %d without the sign of its end".formatted(position));
            }
        }
        position++;
        return buffer.get() & 0xFF;
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0) {
            throw damaged("expecting a length before byte %d, but found a negative one".formatted(position));
        }
        position += bytes;
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
            return;
        }
        if (position < 0 || position > channel.size()) {
            throw damaged("it ends within a value at byte %d".formatted(channel.size()));
        }
        channel.position(position);
        buffer.limit(0);
    }

    private BackupUnusable damaged(String found) {
        return new BackupUnusable(what + " is no whole RDB file: " + found);
    }
}
