package dev.firedrill.postgres;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Makes an empty cluster with page checksums: for dumps, for the sample's production, and for tests. */
public final class NewCluster {
    private NewCluster() {}

    /** Runs initdb with superuser {@code postgres}, encoding UTF8, locale C. */
    public static void create(PostgresBinaries binaries, Path data) {
        create(binaries, data, "postgres");
    }

    /** Runs initdb with that superuser, encoding UTF8, locale C. */
    public static void create(PostgresBinaries binaries, Path data, String superuser) {
        try {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data, e);
        }
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(data);
        var initdb = List.of(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + superuser,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums",
                "--no-sync");
        Command.of(unprivileged.command(initdb)).runOrThrow("making a new cluster");
    }
}
