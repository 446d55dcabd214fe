package dev.firedrill.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Fresh copies of sound backups of Redis, and what firedrill.yaml says; a fault goes into either.
 *
 * @param home of the trial
 * @param sound what they are copies of
 * @param backups where they lie
 * @param newest the file, or the directory of the log or of the shards
 * @param keys of the system in firedrill.yaml
 */
record PlantedRedisBackup(Path home, RedisSound sound, Path backups, Path newest, Map<String, String> keys) {
    static PlantedRedisBackup of(Path home, RedisSound sound, Path newest, String backup) {
        var planted = new PlantedRedisBackup(home, sound, home.resolve("backups"), newest, new LinkedHashMap<>());
        planted.keys.put("backup", backup);
        return planted;
    }

    /** Changes the bytes of a file. */
    void change(Path file, UnaryOperator<byte[]> change) throws IOException {
        Files.write(file, change.apply(Files.readAllBytes(file)));
    }

    /** Changes the bytes of the newest file. */
    void change(UnaryOperator<byte[]> change) throws IOException {
        change(newest, change);
    }

    /** Flips a bit; negative places count from the end. */
    void flip(Path file, int place) throws IOException {
        change(file, bytes -> {
            bytes[place < 0 ? bytes.length + place : place] ^= 0x10;
            return bytes;
        });
    }

    void flip(int place) throws IOException {
        flip(newest, place);
    }

    /** A file of the log, or of the shards. */
    Path file(String name) {
        return newest.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name), StandardCharsets.ISO_8859_1);
    }

    void put(String name, String text) throws IOException {
        Files.writeString(file(name), text, StandardCharsets.ISO_8859_1);
    }
}
