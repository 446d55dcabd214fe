package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;

/** A dump of the Chinook music store, to plant a fault in. Its time stays as it was. */
record PlantedDump(Path file) {
    static PlantedDump of(String name, Path directory) throws IOException {
        return new PlantedDump(DumpedChinook.copy(name, directory));
    }

    /** One of its files, where it is a directory. */
    PlantedDump file(String name) {
        return new PlantedDump(file.resolve(name));
    }

    int size() throws IOException {
        return (int) Files.size(file);
    }

    void flip(int position) throws IOException {
        var content = Files.readAllBytes(file);
        content[position] ^= (byte) 0xFF;
        write(content);
    }

    void cut(int size) throws IOException {
        var content = Files.readAllBytes(file);
        assertThat(content).hasSizeGreaterThan(size);
        write(Arrays.copyOf(content, size));
    }

    void replace(String what, String by) throws IOException {
        var content = text();
        assertThat(content).contains(what);
        write(content.replace(what, by).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where that text is for the last time. */
    int lastOf(String what) throws IOException {
        int found = text().lastIndexOf(what);
        assertThat(found).as(what).isPositive();
        return found;
    }

    private String text() throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private void write(byte[] content) throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
    }

    /** Gives it another time. */
    void modifiedAt(Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
