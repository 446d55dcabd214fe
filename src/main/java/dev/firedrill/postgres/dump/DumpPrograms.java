package dev.firedrill.postgres.dump;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.postgres.ChosenBinaries;
import dev.firedrill.postgres.NamedBinaries;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds a server for a dump, and the programs that load it: of the dump's major version, or the next newer one, which
 * loads it too. The bundled PostgreSQL has neither pg_restore nor psql.
 */
public final class DumpPrograms {
    private static final int OLDEST = 12;
    private static final int NEWEST = 20;

    private DumpPrograms() {}

    /**
     * @param major the oldest version that can load the dump
     * @param named what the configuration names; nothing is looked for then
     * @throws ConfigurationMistake if what is named does not fit
     * @throws Inconclusive if this host has none
     */
    public static ChosenBinaries find(int major, BinariesSearch search, Optional<PlacedPath> named) {
        if (named.isPresent()) {
            return named(major, named.get());
        }
        return IntStream.rangeClosed(Math.max(major, OLDEST), NEWEST)
                .mapToObj(search::ofThisHost)
                .flatMap(Optional::stream)
                .filter(chosen -> hasClients(chosen.binaries()))
                .findFirst()
                .map(chosen -> new ChosenBinaries(chosen.binaries(), chosen.why() + newer(chosen.binaries(), major)))
                .orElseThrow(() -> new Inconclusive(
                        "this host has no pg_restore and psql with their server, of PostgreSQL %d or newer; the bundled PostgreSQL has none%n  Remedy: install PostgreSQL %d on this host (Debian: postgresql-%d), or name its directory with binaries: in firedrill.yaml"
                                .formatted(major, major, major)));
    }

    private static ChosenBinaries named(int major, PlacedPath named) {
        var found = NamedBinaries.at(named);
        if (found.major() < major || !hasClients(found)) {
            throw new ConfigurationMistake(
                    named.place(),
                    "the dump needs PostgreSQL %d or newer with pg_restore and psql, but in %s is %s%s"
                            .formatted(major, found.bin(), found.version(), hasClients(found) ? "" : " without them"),
                    "name a directory that has them, or remove the key: then they are looked for");
        }
        return new ChosenBinaries(found, "binaries: at " + named.place() + " names them" + newer(found, major));
    }

    private static String newer(PostgresBinaries binaries, int major) {
        return binaries.major() == major ? "" : "; the dump is of PostgreSQL " + major;
    }

    private static boolean hasClients(PostgresBinaries binaries) {
        return Stream.of("pg_restore", "psql", "initdb")
                .allMatch(name -> Files.isExecutable(binaries.bin().resolve(name)));
    }
}
