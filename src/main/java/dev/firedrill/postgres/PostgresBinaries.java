package dev.firedrill.postgres;

import dev.firedrill.process.Command;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
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
    private static final Pattern REFUSED = Pattern.compile("invalid value for parameter|requires a Boolean value");

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
        var result = Command.of(bin.resolve("postgres").toString(), "--version").run();
        var matcher = VERSION.matcher(result.output());
        if (result.exitCode() != 0 || !matcher.find()) {
            throw new Inconclusive(
                    "cannot run %s to ask for its version: it ended with exit code %d: %s%n  Remedy: programs must lie where this user may run them, and on a disk that is not mounted noexec; set another place with binaries: in firedrill.yaml, for the bundled ones with -Dfiredrill.binaries=DIRECTORY"
                            .formatted(
                                    bin.resolve("postgres"),
                                    result.exitCode(),
                                    result.output().strip()));
        }
        return new PostgresBinaries(bin, Integer.parseInt(matcher.group(2)), matcher.group(1));
    }

    /** The path of one program, such as {@code initdb}. */
    public String program(String name) {
        return bin.resolve(name).toString();
    }

    /**
     * Whether this server takes a value for a setting, such as {@code lz4} for {@code wal_compression}: it is built with
     * it; or {@code de_DE.UTF-8} for {@code lc_monetary}: this host has it. The server itself is asked; none is started.
     *
     * @throws Inconclusive if it cannot be asked
     */
    public boolean accepts(String setting, String value) {
        // Its directory must exist and may hold no cluster; -C must come first, or root is refused.
        var asked = Command.of(
                        program("postgres"),
                        "-C",
                        setting,
                        "-c",
                        setting + "=" + value,
                        "-c",
                        "config_file=/dev/null",
                        "-D",
                        bin.toString())
                .run();
        if (asked.exitCode() != 0 && !REFUSED.matcher(asked.output()).find()) {
            throw new Inconclusive("cannot ask %s whether it knows %s = %s: %s"
                    .formatted(
                            program("postgres"), setting, value, asked.output().strip()));
        }
        return asked.exitCode() == 0;
    }
}
