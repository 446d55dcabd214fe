package dev.firedrill.store.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes tar files byte by byte, so that anything at all can be wrong with them. */
public final class PlantedTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public PlantedTar file(String name, byte[] content) {
        return entry('0', name, "", content);
    }

    public PlantedTar file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public PlantedTar directory(String name) {
        return entry('5', name, "", new byte[0]);
    }

    public PlantedTar link(String name, String target) {
        return entry('2', name, target, new byte[0]);
    }

    public PlantedTar entry(char type, String name, String link, byte[] content) {
        bytes.writeBytes(header(type, name.getBytes(StandardCharsets.UTF_8), link, content.length));
        return raw(content).raw(new byte[-content.length & 511]);
    }

    public PlantedTar raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** The two blocks that end it. */
    public byte[] ended() {
        return raw(new byte[1024]).bytes();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public Path endedIn(Path file) throws IOException {
        return Files.write(file, ended());
    }

    public static byte[] header(char type, byte[] name, String link, long size) {
        var header = new byte[512];
        System.arraycopy(name, 0, header, 0, Math.min(100, name.length));
        put(header, 100, "0000600");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar");
        put(header, 263, "00");
        return withChecksum(header);
    }

    public static byte[] withChecksum(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xFF;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    static void put(byte[] header, int place, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, place, bytes.length);
    }
}
