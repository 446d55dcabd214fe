package dev.firedrill.allure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** What a report knows of the reports before it, kept by groups: a weekly run must not stand in the monthly trend. */
public final class ReportHistory {
    private final Path directory;

    ReportHistory(Path directory) {
        this.directory = directory;
    }

    /**
     * Where the history of these groups is kept.
     *
     * @param state Firedrill's state directory
     * @param groups the tag expression; empty for all
     */
    public static Path directory(Path state, String groups) {
        return state.resolve("allure-history").resolve(slug(groups));
    }

    /** Expressions that differ in signs only, such as {@code a|b} and {@code a&b}, must not share a directory. */
    private static String slug(String groups) {
        var expression = groups.strip();
        if (expression.isEmpty()) {
            return "all";
        }
        var words = expression.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (words.equals(expression)) {
            return words;
        }
        var crc = new CRC32();
        crc.update(expression.getBytes(StandardCharsets.UTF_8));
        return words.substring(0, Math.min(60, words.length())) + "-%08x".formatted(crc.getValue());
    }

    /** Puts this history, and no other, into the results. */
    void copyInto(Path results) throws IOException {
        var target = Files.createDirectories(results.resolve("history"));
        try (var others = Files.newDirectoryStream(target, "*.json")) {
            for (var other : others) {
                Files.delete(other);
            }
        }
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (var file : files) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    void replaceBy(Map<String, byte[]> files) throws IOException {
        Files.createDirectories(directory);
        for (var file : files.entrySet()) {
            var draft = Files.write(directory.resolve(file.getKey() + ".tmp"), file.getValue());
            Files.move(
                    draft,
                    directory.resolve(file.getKey()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
