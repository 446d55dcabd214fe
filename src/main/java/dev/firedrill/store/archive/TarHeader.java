package dev.firedrill.store.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** One header of a tar file in the form ustar, whose checksum was verified. */
final class TarHeader {
    static final int LENGTH = 512;

    private static final byte[] USTAR = "ustar\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM = 148;
    private static final Map<Character, String> REFUSED = Map.of(
            '1', "a hard link", '3', "a device", '4', "a device", '6', "a pipe", 'S', "a sparse file", 'D', "a dump");

    private final byte[] block;

    /** The archive may be sound; it is of a form that is not read. */
    static final class NotReadHere extends IOException {
        NotReadHere(String message) {
            super(message);
        }
    }

    private TarHeader(byte[] block) {
        this.block = block;
    }

    /** @throws IOException if the block is no header */
    static TarHeader of(byte[] block) throws IOException {
        var header = new TarHeader(block);
        long sum = 0;
        for (int place = 0; place < LENGTH; place++) {
            sum += place >= CHECKSUM && place < CHECKSUM + 8 ? ' ' : block[place] & 0xFF;
        }
        if (header.number(CHECKSUM, 8) != sum) {
            throw new IOException("a header with a wrong checksum");
        }
        return header;
    }

    long size() throws IOException {
        long size = number(124, 12);
        if (size < 0) {
            throw new IOException("a size below zero");
        }
        return kind() == TarEntry.Kind.FILE ? size : 0;
    }

    TarEntry.Kind kind() throws IOException {
        char type = (char) (block[156] & 0xFF);
        return switch (type) {
            case '0', '\0', '7' -> TarEntry.Kind.FILE;
            case '5' -> TarEntry.Kind.DIRECTORY;
            case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
            case 'x', 'g', 'L', 'K', 'X' -> throw new NotReadHere("it holds an extended header (type " + type
                    + "), which is not read here; tar files of the form ustar"
                    + " are read, as pg_basebackup writes them");
            default -> throw new IOException("it holds "
                    + REFUSED.getOrDefault(type, "something of an unknown type") + ", [" + EntryName.shown(name())
                    + "], which is never unpacked");
        };
    }

    String name() throws IOException {
        var name = text(0, 100);
        boolean hasPrefix = Arrays.equals(block, 257, 263, USTAR, 0, 6) && block[345] != 0;
        return hasPrefix ? text(345, 155) + "/" + name : name;
    }

    String link() throws IOException {
        return kind() == TarEntry.Kind.SYMBOLIC_LINK ? text(157, 100) : "";
    }

    private String text(int place, int most) throws IOException {
        int end = place;
        while (end < place + most && block[end] != 0) {
            end++;
        }
        var bytes = Arrays.copyOfRange(block, place, end);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotReadHere("it names a file that is no UTF-8, hexadecimal "
                    + HexFormat.of().formatHex(bytes));
        }
    }

    /** Octal digits between blanks, or, with the highest bit set, the number itself. */
    private long number(int place, int length) throws IOException {
        if ((block[place] & 0x80) != 0) {
            return binary(place, length);
        }
        long number = 0;
        boolean ended = false;
        for (int at = place; at < place + length; at++) {
            int digit = block[at] - '0';
            boolean blank = block[at] == ' ' || block[at] == 0;
            if (!blank && (ended || digit < 0 || digit > 7)) {
                throw new IOException("a header with a number that is none");
            }
            ended |= blank && number > 0;
            number = blank ? number : number * 8 + digit;
        }
        return number;
    }

    private long binary(int place, int length) throws IOException {
        if ((block[place] & 0x40) != 0) {
            return -1;
        }
        long number = block[place] & 0x3F;
        for (int at = place + 1; at < place + length; at++) {
            if (number > Long.MAX_VALUE >> 8) {
                throw new IOException("a header with a number that is too large");
            }
            number = number << 8 | block[at] & 0xFF;
        }
        return number;
    }
}
