package dev.firedrill.postgres.debian;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A storage of WAL-G with the log and backups of a {@link DebianCluster}, below the cluster's home. WAL-G itself is not to
 * be had from Debian: the program is a <b>stand-in</b> of ours, which plays the commands that Firedrill uses with WAL-G's
 * JSON, exit codes and layout. What holds with it holds for WAL-G as far as the stand-in is like it; it needs python3.
 */
public final class WalGStorage {
    private static final String STAND_IN = "wal-g";

    private final DebianCluster cluster;
    private final Path home;

    private WalGStorage(DebianCluster cluster, Path home) {
        this.cluster = cluster;
        this.home = home;
    }

    public static WalGStorage of(DebianCluster cluster) {
        var home = cluster.directory("walg");
        var storage = new WalGStorage(cluster, home);
        cluster.directory("walg/storage");
        try (var content = WalGStorage.class.getResourceAsStream(STAND_IN)) {
            Files.copy(content, storage.program());
            Files.setPosixFilePermissions(storage.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + storage.program(), e);
        }
        cluster.archiveWith("WALG_FILE_PREFIX=%s %s wal-push %%p".formatted(storage.storage(), storage.program()));
        return storage;
    }

    /** The stand-in. */
    public Path program() {
        return home.resolve(STAND_IN);
    }

    /** What WAL-G is told by {@code WALG_FILE_PREFIX}; holds {@code basebackups_005} and {@code wal_005}. */
    public Path storage() {
        return home.resolve("storage");
    }

    /** Takes a full backup; gives back its name. */
    public String backup() {
        return push("");
    }

    /** Takes a delta of that backup; gives back its name. */
    public String delta(String previous) {
        return push(previous);
    }

    private String push(String previous) {
        var copy = home.resolve("copy").toString();
        cluster.run("pg_basebackup", "-D", copy, "-X", "none", "-c", "fast");
        var line = new ArrayList<>(
                List.of("env", "WALG_FILE_PREFIX=" + storage(), program().toString(), "stand-in-push", copy));
        if (!previous.isEmpty()) {
            line.add(previous);
        }
        var name = Command.of(cluster.tool(line)).runOrThrow("taking a backup").strip();
        Command.of("rm", "-rf", copy).runOrThrow("removing a copy");
        return name;
    }
}
