package dev.firedrill.local;

import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.debian.BarmanServer;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Barman has of a production that failed over once and ended: backups by rsync, as a compressed archive and by
 * pg_basebackup, then one that failed; compressed log on two timelines, and a segment that Barman has not taken yet. Each
 * test gets a copy to plant a fault in.
 *
 * @param copied id of the backup by rsync, which has no manifest
 * @param packed id of the compressed one
 * @param newest id of the newest whole one
 * @param failed id of the one that failed, which lies aside
 * @param between a moment between two commits
 * @param position a position of the log between them
 * @param waiting the segment that was delivered and not archived
 */
record MusicCatalog(
        Path origin,
        String copied,
        String packed,
        String newest,
        String failed,
        Instant between,
        String position,
        String waiting,
        long commits,
        long ledger) {
    private static final Map<String, String> SETTINGS = Map.of(
            "compression", "gzip",
            "recovery_options", "get-wal",
            "post_recovery_script", "touch HOOK");

    static MusicCatalog make(Path home) {
        try (var cluster = DebianCluster.in(home)
                .with(Trait.WAL_LZ4, Trait.TABLESPACE, Trait.MANY_CONNECTIONS)
                .setting("restore_command", "false")
                .start()) {
            var catalog = BarmanServer.of(cluster, SETTINGS);
            var copied = with(catalog, "backup_method = local-rsync", "").backup();
            var packed = with(catalog, "backup_method = postgres", "backup_compression = gzip")
                    .backup();
            var newest = with(catalog, "backup_method = postgres", "").backup();
            catalog.archiveSegment();
            var between = cluster.commit("before");
            cluster.sql("select pg_create_restore_point('before-the-second')");
            var position = cluster.sql("select pg_current_wal_lsn()");
            cluster.commit("after");
            catalog.archiveSegment();
            catalog.archiveSegment();
            failOver(cluster);
            catalog.archiveSegment();
            var failed = fail(catalog);
            catalog.archiveSegment();
            var commits = Long.parseLong(cluster.sql("select count(*) from commits"));
            var ledger = Long.parseLong(cluster.sql("select sum(amount) from ledger"));
            var waiting = cluster.archiveSegment();
            return new MusicCatalog(
                    home.resolve("barman"),
                    copied,
                    packed,
                    newest,
                    failed,
                    between,
                    position,
                    waiting,
                    commits,
                    ledger);
        }
    }

    /** Says of the next backups how they are made. */
    private static BarmanServer with(BarmanServer catalog, String method, String more) {
        edit(
                catalog.configuration(),
                "(?m)^backup_method = .*(\nbackup_compression = .*)?$",
                method + (more.isEmpty() ? "" : "\n" + more));
        return catalog;
    }

    /** Production goes on, on a timeline of its own. */
    static void failOver(DebianCluster cluster) {
        cluster.stop();
        try {
            Files.createFile(cluster.data().resolve("recovery.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.start();
        await().until(() -> cluster.sql("select pg_is_in_recovery()").equals("f"));
    }

    /** Lets pg_basebackup fail; what Barman leaves of that is put aside. */
    private static String fail(BarmanServer catalog) {
        var home = catalog.configuration().getParent();
        try {
            var programs = Files.createDirectory(home.resolve("programs"));
            var program = Files.writeString(
                    programs.resolve("pg_basebackup"),
                    "#!/bin/sh\ncase \"$*\" in *--version*|*--help*) exec /usr/bin/pg_basebackup \"$@\";; esac\nexit 1\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            var before = ids(catalog.catalog());
            edit(catalog.configuration(), "(?m)^path_prefix = .*$", "path_prefix = " + programs);
            catalog.attempt("backup", BarmanServer.NAME);
            var failed = ids(catalog.catalog()).stream()
                    .filter(id -> !before.contains(id))
                    .findFirst()
                    .orElseThrow();
            Files.move(catalog.catalog().resolve("base/" + failed), home.resolve(failed));
            return failed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(Path server) throws IOException {
        try (var all = Files.list(server.resolve("base"))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** The value of key {@code backup}. */
    String backup(Path home) {
        return ReadmeRow.of("barman")
                .with("server: main", "server: main, config: '%s'".formatted(configuration(home)))
                .backup();
    }

    Path configuration(Path home) {
        return home.resolve("barman/barman.conf");
    }

    /** All that is Barman's, its locks and its log included. */
    Path barman(Path home) {
        return home.resolve("barman");
    }

    private static Path server(Path home) {
        return home.resolve("barman/catalog/main");
    }

    static Path base(Path home) {
        return server(home).resolve("base");
    }

    static Path log(Path home) {
        return server(home).resolve("wals");
    }

    Path incoming(Path home) {
        return server(home).resolve("incoming").resolve(waiting);
    }

    /** What a hook script would leave. */
    Path hook(Path home) {
        return home.resolve("hook");
    }

    void copyTo(Path home) throws IOException {
        Command.of("cp", "-a", origin.toString(), home.toString()).runOrThrow("copying the catalog");
        edit(configuration(home), Pattern.quote(origin.toString()), barman(home).toString());
        edit(configuration(home), "HOOK", hook(home).toString());
    }

    /** Leaves that backup as the newest one. */
    void keepUpTo(Path home, String id) throws IOException {
        for (var other : ids(server(home))) {
            if (other.compareTo(id) > 0) {
                Command.of("rm", "-rf", base(home).resolve(other).toString()).runOrThrow("removing a backup");
            }
        }
    }

    /** Puts the failed one back, with another word of Barman's for what it is. */
    void bringBackFailed(Path home, String status) throws IOException {
        var info = Files.move(barman(home).resolve(failed), base(home).resolve(failed))
                .resolve("backup.info");
        edit(info, "(?m)^status=.*$", "status=" + status);
    }

    Path info(Path home) {
        return base(home).resolve(newest).resolve("backup.info");
    }

    /** The largest file of a table in the newest backup. */
    Path table(Path home) throws IOException {
        try (var files = Files.walk(base(home).resolve(newest).resolve("data/base"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /** The file of the table in the tablespace. */
    Path tableOfTablespace(Path home) throws IOException {
        try (var files = Files.walk(base(home).resolve(newest))) {
            return files.filter(file -> Files.isRegularFile(file)
                            && file.toString().contains("PG_15_")
                            && !file.toString().contains("/data/"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /** A segment that only recovery after the newest backup reads, counted from the last. */
    Path segment(Path home, int number) throws IOException {
        try (var files = Files.walk(log(home))) {
            var all = files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .sorted()
                    .toList();
            return all.get(all.size() - 1 - number);
        }
    }

    /** Takes a segment out of Barman's list of them. */
    void forget(Path home, Path segment) {
        edit(log(home).resolve("xlog.db"), "(?m)^" + segment.getFileName() + "\t.*\n", "");
    }

    static void edit(Path file, String expression, String replacement) {
        try {
            var text = Files.readString(file);
            var changed = text.replaceAll(expression, Matcher.quoteReplacement(replacement));
            if (changed.equals(text) && !text.contains(replacement)) {
                throw new IllegalArgumentException("nothing in " + file + " is like " + expression);
            }
            Files.writeString(file, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
