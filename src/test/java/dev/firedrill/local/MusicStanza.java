package dev.firedrill.local;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.process.Command;
import dev.firedrill.testing.PlantedDamage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A music store's production that ended, and what pgBackRest has of it; each test gets a copy to plant a fault in.
 *
 * @param full label of the full backup; {@code differential} and {@code incremental} are based on it
 * @param second label of the full backup in repository 2
 * @param between a moment between two commits
 * @param position a position of the log between them
 */
record MusicStanza(
        Path origin,
        String full,
        String differential,
        String incremental,
        String second,
        Instant between,
        String position,
        long commits,
        long ledger) {
    private static final int KEPT = 4096;

    static MusicStanza make(Path home) {
        try (var cluster = DebianCluster.in(home)
                .with(
                        Trait.CHINOOK,
                        Trait.EN_US,
                        Trait.ICU_COLLATION,
                        Trait.WAL_LZ4,
                        Trait.TABLESPACE,
                        Trait.EXTENSIONS,
                        Trait.MANY_CONNECTIONS,
                        Trait.SUBSCRIPTION,
                        Trait.SLOTS)
                .start()) {
            var repository =
                    PgBackRestRepository.of(cluster).encrypted().second().create();
            var second = repository.backup("full", 2);
            var full = repository.backup("full");
            // Each backup has a large file of its own, so that each has one which can be damaged.
            grow(cluster, "first");
            var differential = repository.backup("diff");
            grow(cluster, "second");
            var incremental = repository.backup("incr");
            cluster.archiveSegment();
            var between = cluster.commit("before");
            cluster.sql("select pg_create_restore_point('before-the-second')");
            var position = cluster.sql("select pg_current_wal_lsn()");
            cluster.commit("after");
            cluster.archiveSegment();
            cluster.archiveSegment();
            return new MusicStanza(
                    home.resolve("pgbackrest"),
                    full,
                    differential,
                    incremental,
                    second,
                    between,
                    position,
                    Long.parseLong(cluster.sql("select count(*) from commits")),
                    Long.parseLong(cluster.sql("select sum(amount) from ledger")));
        }
    }

    /** Left alone by autovacuum: what that touches is in the next backup again, and damage in this one would not count. */
    private static void grow(DebianCluster cluster, String name) {
        cluster.sql("create table " + name + " with (autovacuum_enabled = off)"
                + " as select n, md5(n::text) from generate_series(1, 20000) n");
    }

    /** The value of key {@code backup}. */
    String backup(Path home) {
        return ReadmeRow.of("pgbackrest")
                .with("stanza: main", "stanza: main, config: '%s', repo: 1".formatted(configuration(home)))
                .backup();
    }

    Path repository(Path home) {
        return home.resolve("pgbackrest/repo1");
    }

    private static Path configuration(Path home) {
        return home.resolve("pgbackrest/pgbackrest.conf");
    }

    void copyTo(Path home) throws IOException {
        Command.of("cp", "-a", origin.toString(), home.toString()).runOrThrow("copying the repositories");
        var file = configuration(home);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(origin.toString(), home.resolve("pgbackrest").toString()));
    }

    /** Flips a byte of the largest file that only this backup brought. */
    void flip(Path home, String label) throws IOException {
        PlantedDamage.inTheMiddleOf(largest(home, label));
    }

    String remove(Path home, String label) throws IOException {
        var file = largest(home, label);
        Files.delete(file);
        return file.getFileName().toString();
    }

    void truncate(Path home, String label) throws IOException {
        var file = largest(home, label);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), KEPT));
    }

    /** Exit code of the tool's own verification. */
    int verify(Path home) {
        return Command.of("pgbackrest", "--config=" + configuration(home), "--stanza=main", "verify")
                .run()
                .exitCode();
    }

    /** Removes a segment that only recovery after the incremental backup reads; gives back its name. */
    String removeSegment(Path home, int number) throws IOException {
        var file = segment(home, number);
        Files.delete(file);
        return name(file);
    }

    String flipSegment(Path home, int number) throws IOException {
        var file = segment(home, number);
        PlantedDamage.inTheMiddleOf(file);
        return name(file);
    }

    /** A pgbackrest that says of its backups what it says when it met bad page checksums. */
    String damageClaimingProgram(Path home) throws IOException {
        var program = Files.writeString(
                home.resolve("damaged"), "#!/bin/sh\npgbackrest \"$@\" | sed 's/\"error\":false/\"error\":true/g'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return "program: " + program;
    }

    void forgetPassphrase(Path home) throws IOException {
        var file = configuration(home);
        Files.writeString(file, Files.readString(file).replaceAll("cipher-pass=.*", "cipher-pass=another"));
    }

    private Path segment(Path home, int number) throws IOException {
        try (var files = Files.walk(repository(home).resolve("archive/main"))) {
            var all = files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}-.*"))
                    .sorted()
                    .toList();
            return all.get(all.size() - 1 - number);
        }
    }

    private static String name(Path segment) {
        return segment.getFileName().toString().substring(0, 24);
    }

    private Path largest(Path home, String label) throws IOException {
        try (var files = Files.walk(repository(home).resolve("backup/main/" + label + "/pg_data/base"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
