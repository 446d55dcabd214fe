package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Restores an append-only log into a Redis process: look, copy, read, load, prove that each of its files was loaded. */
final class AofRestore {
    private static final String DIRECTORY = "appendonlydir";

    private final RestoreOrder order;
    private final Path location;

    AofRestore(RestoreOrder order) {
        this.order = order;
        this.location = Path.of(order.backup().location());
    }

    /**
     * Restores it.
     *
     * @param data a directory for the log that is loaded; exists and is empty
     * @throws BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told
     */
    RedisInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        var copy = copied(AofFiles.read(location), OwnDirectory.in(data, DIRECTORY));
        var examination = AofExamination.of(copy, () -> order.deadline().check("reading the copy of " + location));
        examination.doubts().forEach(order::doubt);
        var loading = Loading.of(order, directory, started);
        requireOneThatKnowsManifests(loading.programs());
        order.note("%s: %,d commands in %s; loaded by Redis %s (%s)"
                .formatted(
                        location,
                        examination.commands(),
                        names(copy.loaded()),
                        loading.programs().version(),
                        loading.programs().server()));
        var moment = examination.moment();
        order.enter(Phase.RECOVER);
        var place = new Loading.Place("", data, persistence(copy), location.toString());
        var server = loaded(loading, place, examination);
        order.enter(Phase.READY);
        var shard = new LoadedLog(copy, server, order).proven(location);
        return new RedisInstance(List.of(shard), order, new RecoveryPoint(moment.time(), "", moment.from(), ""));
    }

    /** What is read and loaded afterwards is the copy: what it says is of what is restored. */
    private AofFiles copied(AofFiles files, Path target) {
        new UnchangedCopy(files.all()).into(target, () -> order.deadline().check("copying " + location));
        var manifest = target.resolve(files.manifestName());
        try {
            if (!Files.exists(manifest)) {
                Files.writeString(manifest, files.manifest().text(), StandardCharsets.ISO_8859_1);
            }
            var copy = AofFiles.read(target);
            if (!copy.manifest().loaded().equals(files.manifest().loaded())) {
                throw new Inconclusive("the manifest in " + location + " was changed while it was read"
                        + "\n  Remedy: run it again when the backup is done");
            }
            return new AofFiles(target, files.name(), copy.manifest(), files.leftOut());
        } catch (IOException e) {
            throw UnreadableFile.of(manifest, e);
        }
    }

    /** It never rewrites what it loaded, and a tail that is cut is never passed over. */
    private static List<String> persistence(AofFiles files) {
        return List.of(
                "appendonly yes",
                "appenddirname " + DIRECTORY,
                "appendfilename " + RedisServer.quoted(files.name()),
                "aof-load-truncated no",
                "auto-aof-rewrite-percentage 0",
                "appendfsync no",
                RedisLogin.forTheLog());
    }

    private static void requireOneThatKnowsManifests(RedisPrograms programs) {
        if (Integer.parseInt(programs.version().replaceAll("[^0-9].*", "")) < 7) {
            throw new Inconclusive("Redis " + programs.version() + " knows no manifests of append-only logs"
                    + "\n  Remedy: name the directory of a redis-server 7.0 or newer with binaries:");
        }
    }

    private RedisServer loaded(Loading loading, Loading.Place place, AofExamination examination) {
        try {
            return loading.awaited(loading.start(place), place);
        } catch (BackupUnusable e) {
            var writer = examination.writtenBy().orElse("?");
            if (e.getMessage().contains("Unknown command")
                    && isNewer(writer, loading.programs().version())) {
                throw new Inconclusive(
                        e.getMessage() + "\n  Remedy: name the directory of a redis-server " + writer
                                + ", which wrote it, with binaries:",
                        e);
            }
            throw e;
        }
    }

    private static boolean isNewer(String writer, String reader) {
        return writer.matches("[0-9]+\\..*")
                && !writer.equals(reader)
                && java.lang.Runtime.Version.parse(plain(writer)).compareTo(Runtime.Version.parse(plain(reader))) > 0;
    }

    /** Up to three numbers, as versions of Java have them, without zeros at their end. */
    private static String plain(String version) {
        return version.replaceAll("[^0-9.].*", "").replaceAll("(\\.0)+$", "");
    }

    private static String names(List<Path> files) {
        return String.join(
                ", ", files.stream().map(file -> file.getFileName().toString()).toList());
    }
}
