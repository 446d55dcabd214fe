package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The files through which a server is configured and watched.
 *
 * @param data its data directory
 * @param directory ours, for its settings, its socket and its log
 */
record ServerFiles(Path data, Path directory, int port) {
    /** In bytes, by the kernel. */
    static final int LONGEST_SOCKET = 107;

    Path configuration() {
        return directory.resolve("postgresql.conf");
    }

    Path socket() {
        return directory.resolve(".s.PGSQL." + port);
    }

    /** By how many bytes the socket's path is too long; zero or less if it is not. */
    int excess() {
        return socket().toString().getBytes(StandardCharsets.UTF_8).length - LONGEST_SOCKET;
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /** Makes the directory and writes the settings; the log of an earlier start is taken away. */
    void write(ServerSettings settings) {
        if (excess() > 0) {
            throw new Inconclusive(
                    "the path of the server's socket is longer than %d bytes: %s%n  Remedy: set a shorter workdir: in firedrill.yaml"
                            .formatted(LONGEST_SOCKET, socket()));
        }
        settings.with("port", Integer.toString(port))
                .with("data_directory", data.toString())
                .with("unix_socket_directories", directory.toString())
                .with("hba_file", directory.resolve("pg_hba.conf").toString())
                .with("ident_file", directory.resolve("pg_ident.conf").toString());
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(log());
            Files.writeString(configuration(), settings.toConfigurationFile());
            Files.writeString(directory.resolve("pg_ident.conf"), "");
            Files.writeString(
                    directory.resolve("pg_hba.conf"),
                    "local all all trust\nlocal replication all trust\nhost all "
                            + String.join(",", PostgresServer.TCP_ROLES) + " 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    /** Whether postmaster.pid says that connections are accepted; its eighth line is the server's state. */
    boolean sayReady(long pid) {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(0).strip().equals(Long.toString(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** The log so far. Databases have encodings of their own: what is no UTF-8 in it must not keep it from being read. */
    List<String> logLines() {
        try {
            return Files.exists(log())
                    ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }
}
