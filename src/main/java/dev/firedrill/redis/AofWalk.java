package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a file of commands from begin to end, as Redis would: each command whole, each transaction closed. A log has no
 * checksums, so that an altered byte within a text is none of what it can find.
 */
final class AofWalk {
    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_LINE = 1 << 10;
    private static final int MOST_DIGITS = 9;
    private static final Pattern TIME = Pattern.compile("TS:([0-9]{1,12})");

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long position;
    private long commands;
    private long transaction = -1;
    private Optional<Instant> oldest = Optional.empty();
    private Optional<Instant> newest = Optional.empty();

    private AofWalk(Path file, FileChannel channel, long from) throws IOException {
        this.file = file;
        this.channel = channel.position(from);
        this.position = from;
    }

    /**
     * What a file holds.
     *
     * @param commands how many
     * @param oldest the first time that Redis noted in it; empty where it notes none
     * @param newest the last one
     */
    record Content(long commands, Optional<Instant> oldest, Optional<Instant> newest) {}

    /**
     * Reads it.
     *
     * @param from where the first command begins
     * @param checkpoint is run now and then, and may throw
     * @throws BackupUnusable if it is not whole
     */
    static Content read(Path file, long from, Runnable checkpoint) {
        try (var channel = FileChannel.open(file)) {
            var walk = new AofWalk(file, channel, from);
            while (walk.isMore()) {
                walk.next();
                if (walk.commands % 10_000 == 0) {
                    checkpoint.run();
                }
            }
            if (walk.transaction >= 0) {
                throw new BackupUnusable("%s is cut: it ends within the transaction that begins at byte %d"
                        .formatted(file, walk.transaction));
            }
            return new Content(walk.commands, walk.oldest, walk.newest);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private void next() throws IOException {
        long begin = position;
        int sign = one(begin);
        if (sign == '#') {
            note(line(begin));
            return;
        }
        int words = number(sign, '*', begin, begin);
        if (words < 1) {
            throw damaged(begin, "*" + words);
        }
        for (int i = 0; i < words; i++) {
            long at = position;
            int length = number(one(begin), '$', at, begin);
            var word = text(length, i == 0, begin);
            if (i == 0) {
                noteTransaction(word, begin);
            }
        }
        commands++;
    }

    private void note(String line) {
        var noted = TIME.matcher(line);
        if (noted.matches()) {
            newest = Optional.of(Instant.ofEpochSecond(Long.parseLong(noted.group(1))));
            oldest = oldest.or(() -> newest);
        }
    }

    private void noteTransaction(String command, long begin) {
        if (command.equals("multi")) {
            transaction = begin;
        } else if (command.equals("exec")) {
            transaction = -1;
        }
    }

    /** Such as {@code $7}; without a text of its own, for there are millions of them. */
    private int number(int sign, char expected, long at, long begin) throws IOException {
        int number = 0;
        int digits = 0;
        int next = sign == expected ? one(begin) : -1;
        for (; next >= '0' && next <= '9' && digits < MOST_DIGITS; next = one(begin)) {
            number = number * 10 + next - '0';
            digits++;
        }
        if (digits == 0 || next != '\r' || one(begin) != '\n') {
            throw damaged(at, sign == expected ? "%c%d%c".formatted(sign, number, Math.max(next, 0)) : "byte " + sign);
        }
        return number;
    }

    private String text(int length, boolean wanted, long begin) throws IOException {
        var word = wanted && length <= LONGEST_LINE ? new byte[length] : new byte[0];
        for (int i = 0; i < length; ) {
            require(begin);
            int part = Math.min(length - i, buffer.remaining());
            if (word.length > 0) {
                buffer.get(word, i, part);
            } else {
                buffer.position(buffer.position() + part);
            }
            position += part;
            i += part;
        }
        int first = one(begin);
        if (first != '\r' || one(begin) != '\n') {
            throw damaged(position - 1, "byte " + first);
        }
        return new String(word, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** Without its end. */
    private String line(long begin) throws IOException {
        var text = new StringBuilder();
        for (int next = one(begin); next != '\n'; next = one(begin)) {
            if (text.length() > LONGEST_LINE) {
                throw damaged(begin, text.toString());
            }
            text.append((char) next);
        }
        if (text.isEmpty() || text.charAt(text.length() - 1) != '\r') {
            throw damaged(begin, text.toString());
        }
        return text.substring(0, text.length() - 1);
    }

    private int one(long begin) throws IOException {
        require(begin);
        position++;
        return buffer.get() & 0xFF;
    }

    private void require(long begin) throws IOException {
        if (!isMore()) {
            throw new BackupUnusable(
                    "%s is cut: it ends within the command that begins at byte %d".formatted(file, begin));
        }
    }

    private boolean isMore() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        int read = channel.read(buffer.clear());
        buffer.flip();
        return read > 0;
    }

    private BackupUnusable damaged(long at, String found) {
        var plain = found.replaceAll("[^ -~]", "?");
        return new BackupUnusable("%s is damaged: expecting a command of Redis at byte %d, but found [%s]"
                .formatted(file, at, plain.length() <= 40 ? plain : plain.substring(0, 40) + "..."));
    }
}
