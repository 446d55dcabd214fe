package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs that {@code binaries:} names. What does not fit there is the user's mistake, and nothing is put in its place. */
public final class NamedBinaries {
    private static final String SEARCH = "or remove the key: then this host's are looked for, and the bundled ones";

    private NamedBinaries() {}

    /**
     * The programs in that directory, or in its {@code bin}.
     *
     * @throws ConfigurationMistake if they are not there or do not run
     */
    public static PostgresBinaries at(PlacedPath named) {
        var bin = bin(named);
        try {
            return PostgresBinaries.in(bin);
        } catch (Inconclusive e) {
            throw new ConfigurationMistake(
                    named.place(),
                    bin.resolve("postgres") + " does not run: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "name programs that run on this host, " + SEARCH);
        }
    }

    /** @throws ConfigurationMistake if they are of another major version */
    static ChosenBinaries at(PlacedPath named, int major) {
        var found = at(named);
        if (found.major() != major) {
            throw new ConfigurationMistake(
                    named.place(),
                    "the backup is of PostgreSQL %d, but the programs in %s are PostgreSQL %s"
                            .formatted(major, found.bin(), found.version()),
                    "name the directory of PostgreSQL " + major + ", " + SEARCH);
        }
        return new ChosenBinaries(found, "binaries: at " + named.place() + " names them");
    }

    private static Path bin(PlacedPath named) {
        var places = Stream.of(named.path(), named.path().resolve("bin")).toList();
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve("postgres")))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        named.place(),
                        Files.isDirectory(named.path())
                                ? "there is no program [postgres] that this user may run, neither in %s nor in %s"
                                        .formatted(places.toArray())
                                : "there is no directory " + named.path(),
                        "name the directory that holds postgres, such as /usr/lib/postgresql/17/bin, " + SEARCH));
    }
}
