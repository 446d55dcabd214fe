package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What production's own configuration files say, where they lie in its data directory. They tell what a server must be
 * able to do, and are never obeyed.
 */
public final class ProductionSettings {
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z_][\\w.]*)\\s*=?\\s*('(?:[^']|'')*'|[^\\s#']+).*");
    private static final int MOST_FILES = 100;

    private final Path data;
    private final Map<String, Setting> settings = new HashMap<>();
    private int files;

    private ProductionSettings(Path data) {
        this.data = data;
    }

    /**
     * A setting.
     *
     * @param file the file that has the last word, relative to the data directory
     */
    public record Setting(String name, String value, Path file) {
        @Override
        public String toString() {
            return name + " = " + value + " (" + file + ")";
        }
    }

    /** Those of a data directory; none where its files lie elsewhere, as on Debian, or may not be read. */
    public static ProductionSettings in(Path data) {
        var found = new ProductionSettings(data);
        found.read(data.resolve("postgresql.conf"), new ArrayDeque<>());
        found.read(data.resolve("postgresql.auto.conf"), new ArrayDeque<>());
        return found;
    }

    /** Whether there was any file to read. */
    public boolean isEmpty() {
        return files == 0;
    }

    public Optional<Setting> value(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    private void read(Path file, Deque<Path> including) {
        // What is included from elsewhere is not of the backup: on this host it would be somebody else's file.
        if (!file.normalize().startsWith(data) || including.contains(file) || files >= MOST_FILES) {
            return;
        }
        List<String> lines;
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            return;
        }
        files++;
        including.push(file);
        lines.forEach(line -> take(line, file, including));
        including.pop();
    }

    private void take(String line, Path file, Deque<Path> including) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        var name = matcher.group(1).toLowerCase(Locale.ROOT);
        var value = unquoted(matcher.group(2));
        switch (name) {
            case "include", "include_if_exists" -> read(file.resolveSibling(value), including);
            case "include_dir" -> readAll(file.resolveSibling(value), including);
            default -> settings.put(name, new Setting(name, value, data.relativize(file)));
        }
    }

    private void readAll(Path directory, Deque<Path> including) {
        if (!directory.normalize().startsWith(data) || !Files.isDirectory(directory)) {
            return;
        }
        try (var entries = Files.list(directory)) {
            entries.filter(entry -> entry.getFileName().toString().matches("[^.].*\\.conf"))
                    .sorted(Comparator.comparing(Path::toString))
                    .forEach(entry -> read(entry, including));
        } catch (IOException e) {
            // As with a file that may not be read: what it would say is not known.
            return;
        }
    }

    private static String unquoted(String value) {
        return value.startsWith("'") ? value.substring(1, value.length() - 1).replace("''", "'") : value;
    }
}
