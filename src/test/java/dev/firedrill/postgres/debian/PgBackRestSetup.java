package dev.firedrill.postgres.debian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How a {@link PgBackRestRepository} is configured: in one file of its own, with repositories, locks, logs and spool beside it.
 * Options are pgBackRest's own. Compression is lz4, for speed.
 */
public final class PgBackRestSetup {
    private final DebianCluster cluster;
    private final Path home;
    private final Map<String, String> options = new TreeMap<>();

    PgBackRestSetup(DebianCluster cluster, String name) {
        this.cluster = cluster;
        this.home = cluster.directory(name);
        options.putAll(Map.of(
                "lock-path", directory("lock"),
                "log-path", directory("log"),
                "spool-path", directory("spool"),
                "log-level-console", "error",
                "log-level-stderr", "off",
                "log-level-file", "info",
                "archive-timeout", "20s",
                "start-fast", "y"));
        options.put("repo1-path", directory("repo1"));
        options.putAll(Map.of("repo1-retention-full", "9", "compress-type", "lz4"));
    }

    /** An option of the section {@code [global]}, such as {@code compress-type}. */
    public PgBackRestSetup option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** The first repository is encrypted, with a passphrase of its own. */
    public PgBackRestSetup encrypted() {
        return option("repo1-cipher-type", "aes-256-cbc")
                .option("repo1-cipher-pass", UUID.randomUUID().toString());
    }

    /** There is a second repository; the log is archived to both, a backup goes to the one that it names. */
    public PgBackRestSetup second() {
        return option("repo2-path", directory("repo2")).option("repo2-retention-full", "9");
    }

    /** Makes the stanza and lets the cluster archive into it. */
    public PgBackRestRepository create() {
        var configuration = home.resolve("pgbackrest.conf");
        try {
            Files.createFile(
                    configuration, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(configuration, text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration, e);
        }
        cluster.directory(home.getFileName().toString());
        var repository = new PgBackRestRepository(cluster, home, configuration);
        repository.run("stanza-create");
        cluster.archiveWith(repository.archiveCommand());
        return repository;
    }

    private String text() {
        var global = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("\n"));
        return """
                [global]
                %s

                [%s]
                pg1-path=%s
                pg1-socket-path=%s
                pg1-port=%d
                pg1-user=postgres
                """
                .formatted(global, PgBackRestRepository.STANZA, cluster.data(), cluster.sockets(), cluster.port());
    }

    private String directory(String name) {
        return cluster.directory(home.getFileName() + "/" + name).toString();
    }
}
