package dev.firedrill.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the offenders of rules were found: their queries, not their keys. Evidence holds no more than samples, so
 * who wants to freeze a rule has its query run on an instance that is kept.
 */
public final class OffenceQueries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    private OffenceQueries(Path directory) {
        this.directory = directory;
    }

    /** Those in Firedrill's state directory. */
    public static OffenceQueries in(Path state) {
        return new OffenceQueries(state.resolve("offences"));
    }

    /**
     * The query of a rule.
     *
     * @param sql returns one row for each offender
     * @param keys how many leading columns are the key
     */
    public record Noted(String system, String rule, String sql, int keys) {}

    /** That it could not be noted is told where it is missed: no verdict hangs on it. */
    void note(String system, String rule, Offending offending) {
        try {
            var noted = new Noted(system, rule, offending.sql(), offending.keys());
            PrivateFile.write(file(system, rule), JSON.writeValueAsString(noted));
        } catch (IOException e) {
            // firedrill known add says that it knows no query.
        }
    }

    /** The query of that rule; empty if none was ever found. */
    public Optional<Noted> find(String system, String rule) {
        return read(file(system, rule))
                .filter(noted -> noted.system().equals(system) && noted.rule().equals(rule));
    }

    /** The rules of a system that had offenders. */
    public List<String> rules(String system) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.flatMap(file -> read(file).stream())
                    .filter(noted -> noted.system().equals(system))
                    .map(Noted::rule)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Noted> read(Path file) {
        try {
            return Optional.of(JSON.readValue(file.toFile(), Noted.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path file(String system, String rule) {
        return directory.resolve(Digests.ofText(system + "\n" + rule) + ".json");
    }
}
