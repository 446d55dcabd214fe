package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Restores RDB files, each into a Redis process of its own: look, copy and compute the checksum, load, prove what was loaded.
 * There is one; of a cluster, one for each shard.
 */
final class RdbRestore {
    private final RestoreOrder order;
    /** Empty where another type of backup leads to a single file. */
    private final Optional<RdbSettings> shards;

    RdbRestore(RestoreOrder order) {
        this.order = order;
        this.shards = RedisRestore.sharded(order.source());
    }

    /** A file that was copied. */
    private record Copied(RdbHead head, Loading.Place place) {}

    /**
     * Restores them.
     *
     * @param data a directory for the files that are loaded; exists and is empty
     * @throws BackupUnusable if one is damaged
     * @throws Inconclusive if it cannot be told
     */
    RedisInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        var copied = new ArrayList<Copied>();
        for (var file : filesOf(order)) {
            copied.add(copied(file, data));
        }
        var loading = Loading.of(order, directory, started);
        for (var copy : copied) {
            order.note("%s: format %d, written by Redis %s; loaded by Redis %s (%s)"
                    .formatted(
                            copy.place.what(),
                            copy.head.version(),
                            copy.head.writtenBy(),
                            loading.programs().version(),
                            loading.programs().server()));
        }
        order.enter(Phase.RECOVER);
        var servers = copied.stream().map(copy -> loading.start(copy.place)).toList();
        // While they load, the copies are read once more.
        var contents = copied.stream().map(copy -> content(copy.place)).toList();
        var shards = new ArrayList<RedisShard>();
        for (int i = 0; i < servers.size(); i++) {
            var place = copied.get(i).place;
            var server = loading.awaited(servers.get(i), place);
            var loaded = whatWasLoaded(server, place, loading.programs());
            contents.get(i).ifPresent(content -> content.requireLoaded(place.what(), loaded.all()));
            shards.add(new RedisShard(place.shard(), server, loaded));
        }
        order.enter(Phase.READY);
        shards.forEach(shard -> order.note(shard.said("%,d keys loaded, %,d more had expired"
                .formatted(shard.loaded().loaded(), shard.loaded().expired()))));
        return new RedisInstance(shards, order, point());
    }

    /** The one, or all of its shards. */
    static List<Path> filesOf(RestoreOrder order) {
        var shards = RedisRestore.sharded(order.source());
        if (shards.isEmpty()) {
            return List.of(Path.of(order.backup().location()));
        }
        var group = ShardFiles.of(order.backup(), shards.get().pattern().files());
        group.requireWhole(shards.get());
        return group.files().stream().map(RdbFile::path).toList();
    }

    private Copied copied(Path file, Path data) {
        var head = RdbHead.read(file);
        var shard = shards.isPresent() ? ShardName.of(file).orElseThrow().shard() : "";
        var own = shard.isEmpty() ? data : OwnDirectory.in(data, shard);
        boolean proven = new RdbCopy(file, head)
                .to(own.resolve(RedisServer.FILE), () -> order.deadline().check("copying " + file));
        if (!proven) {
            order.doubt(RdbDoubts.unproven(file));
        }
        return new Copied(head, new Loading.Place(shard, own, RedisServer.LOADS_FILE, file.toString()));
    }

    private Optional<RdbContent> content(Loading.Place place) {
        var copy = place.data().resolve(RedisServer.FILE);
        var content = RdbContent.read(
                copy, place.what(), () -> order.deadline().check("reading the copy of " + place.what()));
        content.flatMap(it -> it.doubt(place.what())).ifPresent(order::doubt);
        return content;
    }

    private RedisLog.Loaded whatWasLoaded(RedisServer server, Loading.Place place, RedisPrograms programs) {
        var log = server.log();
        if (log.loaded().isPresent()) {
            return log.loaded().get();
        }
        log.lines().forEach(order::note);
        if (log.saysThatItLoaded()) {
            throw new Inconclusive("Redis " + programs.version() + " does not say how many keys it loaded"
                    + "\n  Remedy: name the directory of a redis-server 7.0 or newer with binaries:");
        }
        throw new BackupUnusable(
                "Redis started and did not say that it loaded " + place.what() + ": it may hold nothing");
    }

    private RecoveryPoint point() {
        var from = order.backup().details().get(RdbFile.MADE_AT_FROM);
        return new RecoveryPoint(
                order.backup().madeAt(),
                "",
                from,
                order.target() instanceof RecoveryTarget.Recorded recorded
                        ? recorded.proofOf().apply(order.backup())
                        : ofItself(from));
    }

    private static String ofItself(String from) {
        return from.equals(RdbFile.SAVED) ? "the file itself says when Redis began to save it" : "";
    }
}
