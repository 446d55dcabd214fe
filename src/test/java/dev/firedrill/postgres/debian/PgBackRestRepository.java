package dev.firedrill.postgres.debian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firedrill.process.Command;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pgBackRest repository with the log and backups of a {@link DebianCluster}, below the cluster's home; nothing in
 * {@code /etc} or {@code /var}.
 *
 * <pre>{@code
 * var repository = PgBackRestRepository.of(cluster).encrypted().second().create();
 * var label = repository.backup("full");
 * }</pre>
 *
 * <p>Works as root: pgbackrest is neither asked nor minds, the server's user namespace lets archive-push write what root
 * may, and a repository's files are root's.
 */
public final class PgBackRestRepository {
    /** The stanza's name. */
    public static final String STANZA = "main";

    private final DebianCluster cluster;
    private final Path home;
    private final Path configuration;

    PgBackRestRepository(DebianCluster cluster, Path home, Path configuration) {
        this.cluster = cluster;
        this.home = home;
        this.configuration = configuration;
    }

    /** To be made in directory {@code pgbackrest} of the cluster's home. */
    public static PgBackRestSetup of(DebianCluster cluster) {
        return new PgBackRestSetup(cluster, "pgbackrest");
    }

    /** The file to give with {@code --config}. */
    public Path configuration() {
        return configuration;
    }

    /** Where repository 1 or 2 lies; archive and backups of the stanza are in {@code archive/main}, {@code backup/main}. */
    public Path repository(int number) {
        return home.resolve("repo" + number);
    }

    /** What the cluster archives with. */
    public String archiveCommand() {
        return "pgbackrest --config=" + configuration + " --stanza=" + STANZA + " archive-push %p";
    }

    /**
     * Takes a backup into the first repository; gives back its label. Takes two to three seconds, since pgbackrest waits
     * for the clock's next second.
     *
     * @param type {@code full}, {@code diff} or {@code incr}
     */
    public String backup(String type) {
        return backup(type, 1);
    }

    /** Takes a backup into one of the repositories; whoever asks from then on finds that it was made before. */
    public String backup(String type, int repository) {
        run("--type=" + type, "--repo=" + repository, "backup");
        var backups = info("--repo=" + repository).path(0).path("backup");
        var newest = backups.path(backups.size() - 1);
        FullSecond.after(newest.path("timestamp").path("stop").asLong());
        return newest.path("label").asText();
    }

    /** What {@code pgbackrest info --output=json} says: an array with one stanza. */
    public JsonNode info(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--output=json", "info"));
        try {
            return JsonMapper.builder().build().readTree(run(arguments.toArray(String[]::new)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs pgbackrest on this stanza; gives back what it printed. */
    public String run(String... arguments) {
        return Command.of(line(arguments)).runOrThrow("pgbackrest " + String.join(" ", arguments));
    }

    /** Runs pgbackrest on this stanza, whatever its exit code will be. */
    public Command.Result attempt(String... arguments) {
        return Command.of(line(arguments)).run();
    }

    private List<String> line(String... arguments) {
        var line = new ArrayList<>(List.of("pgbackrest", "--config=" + configuration, "--stanza=" + STANZA));
        line.addAll(List.of(arguments));
        return cluster.tool(line);
    }
}
