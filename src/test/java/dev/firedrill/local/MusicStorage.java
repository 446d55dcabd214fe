package dev.firedrill.local;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.postgres.debian.WalGStorage;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * What a stand-in for WAL-G has of a production that failed over once and ended: a full backup, a delta of it, a delta of that, and log on two
 * timelines. Each test gets a copy to plant a fault in.
 *
 * @param between a moment between two commits
 * @param position a position of the log between them
 */
record MusicStorage(
        Path origin,
        String full,
        String first,
        String second,
        Instant between,
        String position,
        long commits,
        long rows) {
    static MusicStorage make(Path home) {
        try (var cluster = DebianCluster.in(home)
                .with(Trait.WAL_LZ4, Trait.MANY_CONNECTIONS)
                .setting("restore_command", "false")
                .start()) {
            var storage = WalGStorage.of(cluster);
            grow(cluster, "one");
            var full = storage.backup();
            grow(cluster, "two");
            var first = storage.delta(full);
            grow(cluster, "three");
            var second = storage.delta(first);
            cluster.archiveSegment();
            var between = cluster.commit("before");
            cluster.sql("select pg_create_restore_point('before-the-second')");
            var position = cluster.sql("select pg_current_wal_lsn()");
            cluster.commit("after");
            cluster.archiveSegment();
            cluster.archiveSegment();
            MusicCatalog.failOver(cluster);
            cluster.archiveSegment();
            cluster.archiveSegment();
            return new MusicStorage(
                    home.resolve("walg"),
                    full,
                    first,
                    second,
                    between,
                    position,
                    Long.parseLong(cluster.sql("select count(*) from commits")),
                    Long.parseLong(cluster.sql("select (select sum(n) from one) + (select sum(n) from three)")));
        }
    }

    /** Left alone by autovacuum: what that touches is in the next backup again, and damage in this one would not count. */
    private static void grow(DebianCluster cluster, String name) {
        cluster.sql("create table " + name + " with (autovacuum_enabled = off)"
                + " as select n, md5(n::text) from generate_series(1, 20000) n");
    }

    void copyTo(Path home) throws IOException {
        Command.of("cp", "-a", origin.toString(), home.toString()).runOrThrow("copying the storage");
    }

    /** The value of key {@code backup}, with the storage's directory. */
    static String backup(Path home) {
        return ReadmeRow.of("wal-g")
                .with("s3://bk/billing", storage(home).toString())
                .with("config: /etc/wal-g.yaml", "program: '" + program(home) + "'")
                .backup();
    }

    static Path storage(Path home) {
        return home.resolve("walg/storage");
    }

    static Path program(Path home) {
        return home.resolve("walg/wal-g");
    }

    static Path backups(Path home) {
        return storage(home).resolve("basebackups_005");
    }

    /** An archive of a backup's files. */
    Path part(Path home, String name) throws IOException {
        try (var parts = Files.list(backups(home).resolve(name).resolve("tar_partitions"))) {
            return parts.filter(part -> part.getFileName().toString().startsWith("part_"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A segment that only recovery after the newest backup reads, counted from the last. */
    Path segment(Path home, int number) throws IOException {
        try (var files = Files.list(storage(home).resolve("wal_005"))) {
            var all = files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}\\.gz"))
                    .sorted()
                    .toList();
            return all.get(all.size() - 1 - number);
        }
    }

    static String name(Path segment) {
        return segment.getFileName().toString().substring(0, 24);
    }

    static Path sentinel(Path home, String name) {
        return backups(home).resolve(name + "_backup_stop_sentinel.json");
    }

    static Path list(Path home, String name) {
        return backups(home).resolve(name).resolve("files_metadata.json");
    }

    /** A program in the place of wal-g, which does this first. */
    static Path program(Path home, String first) throws IOException {
        var program = Files.writeString(
                home.resolve("instead"), "#!/bin/sh\n" + first + "\nexec '" + program(home) + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /** A configuration file, as wal-g takes it with --config. */
    static Path configuration(Path home, List<String> lines) throws IOException {
        var file = Files.write(home.resolve("wal-g.yaml"), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
