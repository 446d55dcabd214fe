package dev.firedrill.postgres.debian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firedrill.process.Command;
import dev.firedrill.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Barman catalog with the log and backups of a {@link DebianCluster}, below the cluster's home; nothing in {@code /etc}
 * or {@code /var}. Barman's own scheduled work ({@code barman cron}, which leaves processes behind) is not used: {@link
 * #archive} takes what the cluster's archive command delivered.
 *
 * <p>Works as root with {@code barman_user = root}, with backup_method postgres and local-rsync.
 */
public final class BarmanServer {
    /** The server's name. */
    public static final String NAME = "main";

    private final DebianCluster cluster;
    private final Path home;

    private BarmanServer(DebianCluster cluster, Path home) {
        this.cluster = cluster;
        this.home = home;
    }

    /** One whose backups are taken by pg_basebackup and whose log comes by the archive command. */
    public static BarmanServer of(DebianCluster cluster) {
        return of(cluster, Map.of());
    }

    /**
     * One with settings of its own.
     *
     * @param settings of the server's section, such as {@code backup_method = local-rsync}, {@code reuse_backup = link},
     *     {@code compression = gzip}, {@code streaming_archiver = on}
     */
    public static BarmanServer of(DebianCluster cluster, Map<String, String> settings) {
        var home = cluster.directory("barman");
        for (var name : List.of("lock", "conf.d", "catalog", "catalog/" + NAME, "catalog/" + NAME + "/incoming")) {
            cluster.directory("barman/" + name);
        }
        var server = new BarmanServer(cluster, home);
        try {
            Files.writeString(server.configuration(), new BarmanConfiguration(cluster, home, settings).text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + server.configuration(), e);
        }
        cluster.directory("barman");
        if (settings.getOrDefault("archiver", "on").equals("on")) {
            cluster.archiveWith(server.archiveCommand());
            // Barman refuses a backup before the first segment has arrived.
            server.archiveSegment();
        }
        return server;
    }

    /** The file to give with {@code -c}. */
    public Path configuration() {
        return home.resolve("barman.conf");
    }

    /** The server's part of the catalog, with {@code base}, {@code wals}, {@code incoming}, {@code streaming}. */
    public Path catalog() {
        return home.resolve("catalog").resolve(NAME);
    }

    /** A segment arrives whole: barman takes what it finds in {@code incoming}. */
    private String archiveCommand() {
        return "cp %%p %s/%%f && mv %s/%%f %s/%%f"
                .formatted(home, home, catalog().resolve("incoming"));
    }

    /** Takes a backup, and the log that it needs; gives back its id. */
    public String backup() {
        run("backup", "--wait", "--wait-timeout", "30", NAME);
        var newest = json("list-backups", NAME).path(NAME).path(0);
        FullSecond.after(newest.path("end_time_timestamp").asLong());
        return newest.path("backup_id").asText();
    }

    /** Takes into the catalog what was delivered so far. */
    public void archive() {
        run("archive-wal", NAME);
    }

    /** Ends the current segment and has it in the catalog; gives back its name. */
    public String archiveSegment() {
        var segment = cluster.archiveSegment();
        archive();
        return segment;
    }

    /** Streams the log until it is closed; for {@code streaming_archiver = on}. */
    public AutoCloseable receiveWal() {
        var receiver = GuardedProcess.start(line("receive-wal", NAME), home.resolve("receive-wal.log"));
        return () -> {
            attempt("receive-wal", "--stop", NAME);
            receiver.stop("INT", Duration.ofSeconds(10));
        };
    }

    /** What a command prints with {@code -f json}. Beside the server's name it may have {@code _INFO}, {@code _WARNING}. */
    public JsonNode json(String... arguments) {
        var all = new ArrayList<>(List.of("-f", "json"));
        all.addAll(List.of(arguments));
        try {
            return JsonMapper.builder().build().readTree(run(all.toArray(String[]::new)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs barman with this configuration; gives back what it printed. */
    public String run(String... arguments) {
        return Command.of(line(arguments)).runOrThrow("barman " + String.join(" ", arguments));
    }

    /** Runs barman with this configuration, whatever its exit code will be. */
    public Command.Result attempt(String... arguments) {
        return Command.of(line(arguments)).run();
    }

    private List<String> line(String... arguments) {
        var line = new ArrayList<>(List.of("barman", "-c", configuration().toString()));
        line.addAll(List.of(arguments));
        return cluster.tool(line);
    }
}
