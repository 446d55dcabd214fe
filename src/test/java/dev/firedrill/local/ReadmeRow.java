package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of README's table "Your backup, your YAML", with a test's own paths in the place of the examples: what a user
 * copies is what the tests restore.
 *
 * @param backup the value of key {@code backup}
 */
record ReadmeRow(String backup) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\| `backup: (\\{type: ([a-z_-]+),.*})` \\|$");

    /** The types of all rows, in their order. */
    static List<String> types() {
        return ROW.matcher(text()).results().map(row -> row.group(2)).toList();
    }

    static ReadmeRow of(String type) {
        return ROW.matcher(text())
                .results()
                .filter(row -> row.group(2).equals(type))
                .map(row -> new ReadmeRow(row.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README has no row for backups of type " + type));
    }

    /** Puts something else in the place of an example. */
    ReadmeRow with(String example, String own) {
        assertThat(backup).contains(example);
        return new ReadmeRow(backup.replace(example, own));
    }

    private static String text() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
