package dev.firedrill.postgres.barman;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The user's configuration of barman with all taken out that would let barman do more than read: it cannot reach
 * production, runs no hook scripts, archives no log that waits in its home, and keeps its locks and its log here. So it
 * works for root and for a user who may only read, too.
 *
 * @param directory ours, for what barman must be able to write
 */
record Fence(Path directory) implements AutoCloseable {
    private static final List<String> PLACES = List.of("locks", "incoming", "streaming", "errors", "staging", "tmp");

    /** For a question. */
    static Fence temporary(Barman barman) {
        return new Fence(PassingDirectory.create()).put(barman);
    }

    /** For a restore, in its own directory. */
    static Fence in(Path restore, Barman barman) {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            return new Fence(Files.createDirectory(restore.resolve("barman"), mode)).put(barman);
        } catch (IOException e) {
            throw new Inconclusive("cannot make a directory in " + restore + ": " + e, e);
        }
    }

    private Fence put(Barman barman) {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var text = UserConfiguration.read(barman.config())
                            .requireServer(barman.server())
                            .without(FenceRules::overrules)
                    + new FenceRules(directory).text(barman.server());
            for (var place : PLACES) {
                Files.createDirectory(directory.resolve(place));
            }
            Files.writeString(Files.createFile(configuration(), mode), text);
            return this;
        } catch (IOException e) {
            close();
            throw new Inconclusive("cannot write " + configuration() + ": " + e, e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Shows barman links to all that lies in its archive of log, in place of the archive: of a file that it makes there
     * nothing reaches its home.
     */
    void showLogOf(BarmanServer server) {
        var place = directory.resolve("wals");
        try (var entries = Files.list(server.log())) {
            Files.createDirectory(place);
            for (var entry : entries.toList()) {
                Files.createSymbolicLink(place.resolve(entry.getFileName()), entry);
            }
            Files.writeString(
                    configuration(),
                    new FenceRules(directory).log(server.barman().server(), place),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw server.unreadable(e);
        }
    }

    Path configuration() {
        return directory.resolve("barman.conf");
    }

    /** Barman compares times of two zones by their clock faces: in one zone there is nothing to confuse. */
    Map<String, String> environment() {
        return Map.of(
                "TZ",
                "UTC",
                "LC_ALL",
                "C.UTF-8",
                "TMPDIR",
                directory.resolve("tmp").toString());
    }

    /** Takes it down, with what barman left in it. */
    @Override
    public void close() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
