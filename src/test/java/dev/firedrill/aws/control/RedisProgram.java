package dev.firedrill.aws.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The bundled redis-server, which can TLS. */
final class RedisProgram {
    private static final String VERSION = "7.0.15";

    private RedisProgram() {}

    /** Unpacks it, unless that was done before. */
    static synchronized Path in(Path directory) {
        var program = directory.resolve("redis-server");
        if (Files.exists(program)) {
            return program;
        }
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        var resource = "/redis-server-%s-%s-%s".formatted(VERSION, mac ? "darwin" : "linux", processor);
        try (var content = RedisProgram.class.getResourceAsStream(resource)) {
            Files.copy(content, program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
