package dev.firedrill.redis;

import dev.firedrill.config.PlacedPath;
import dev.firedrill.process.BundledPrograms;
import dev.firedrill.process.Command;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program {@code redis-server}: in the directory that {@code binaries:} names; else this host's own, which is likely to
 * know the format of its RDB files; else the bundled one.
 *
 * @param server its path, or its name where the host finds it
 * @param version such as 7.0.15
 */
record RedisPrograms(String server, String version) {
    private static final String SERVER = "redis-server";
    private static final String BUNDLED = "7.0.15";
    private static final Pattern VERSION = Pattern.compile("Redis server v=(\\S+)");

    /** A program that lies beside it, such as {@code redis-check-rdb}. */
    String sibling(String name) {
        return server.substring(0, server.length() - SERVER.length()) + name;
    }

    static RedisPrograms find(Optional<PlacedPath> named, Path state) {
        if (named.isPresent()) {
            var path = named.get().path().resolve(SERVER).toString();
            return at(path).orElseThrow(() ->
                    new Inconclusive("binaries: names " + named.get().path() + ", where no " + SERVER
                            + " runs\n  Remedy: name the directory of " + SERVER));
        }
        return at(SERVER).orElseGet(() -> bundled(state));
    }

    private static Optional<RedisPrograms> at(String program) {
        var asked = Command.of(program, "--version").run();
        var matcher = VERSION.matcher(asked.output());
        return asked.exitCode() == 0 && matcher.find()
                ? Optional.of(new RedisPrograms(program, matcher.group(1)))
                : Optional.empty();
    }

    private static RedisPrograms bundled(Path state) {
        var resource = "/redis-server-%s-%s-%s".formatted(BUNDLED, system(), processor());
        if (RedisPrograms.class.getResource(resource) == null) {
            throw new Inconclusive(
                    "this host has no " + SERVER + ", and none is bundled for it: " + resource
                            + " is not on the class path\n  Remedy: install Redis, or name its directory with binaries: in firedrill.yaml");
        }
        try {
            var directory = BundledPrograms.unpacked(
                    state, "redis-" + BUNDLED + "-check", place -> write(resource, place.resolve(SERVER)));
            var program = directory.resolve(SERVER).toString();
            return at(program)
                    .orElseThrow(() -> new Inconclusive("cannot run the bundled " + program
                            + "\n  Remedy: programs must lie on a disk that is not mounted noexec; set another place with -D"
                            + BundledPrograms.PROPERTY + "=DIRECTORY"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the bundled Redis", e);
        }
    }

    private static void write(String resource, Path program) throws IOException {
        Files.createDirectories(program.getParent());
        try (var content = RedisPrograms.class.getResourceAsStream(resource)) {
            Files.copy(content, program);
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        // By that name it is another program.
        Files.createSymbolicLink(program.resolveSibling(CheckTool.NAME), program.getFileName());
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
