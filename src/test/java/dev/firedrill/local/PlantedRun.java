package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run that restores planted backups through the real path and the real local platform, and sees that all is gone. */
public final class PlantedRun implements AutoCloseable {
    private static final long SEED = 7;

    private final Path home;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final List<Restoration> restorations = new ArrayList<>();
    private List<Path> sources;
    private Path work;
    private Run run;
    private RestorePath path;

    private PlantedRun(Path home) {
        this.home = home;
        this.work = home.resolve("work");
        this.sources = List.of(home.resolve("backups"), home.resolve("wal"));
        keys.put("engine", "postgresql");
        keys.put("database", "shop");
    }

    /** A run over the backups in {@code home/backups} and the log in {@code home/wal}. */
    public static PlantedRun of(Path home) {
        return new PlantedRun(home)
                .with("backup", backup(home.resolve("backups"), home.resolve("wal")))
                .with("asOf", PlantedBackup.sample().facts().asOf().toString());
    }

    /**
     * A run over a repository of a backup tool.
     *
     * @param backup the value of key {@code backup}
     * @param repositories what the tool may only read
     */
    public static PlantedRun of(Path home, String backup, Path... repositories) {
        var run = new PlantedRun(home).with("backup", backup);
        run.sources = List.of(repositories);
        return run;
    }

    static String backup(Path directory, Path wal) {
        return ReadmeRow.of("base-backup")
                .with("/backup/crm-wal", "'" + wal + "'")
                .with("directory: /backup/crm,", "directory: '" + directory + "',")
                .backup();
    }

    /** Sets a key of the system in its firedrill.yaml. */
    public PlantedRun with(String key, String value) {
        keys.put(key, value);
        return this;
    }

    /** A run over backups of an engine that knows no databases. */
    public static PlantedRun of(String engine, Path home, String backup, Path... repositories) {
        var run = of(home, backup, repositories).with("engine", engine);
        run.keys.remove("database");
        return run;
    }

    /** Says of the backup's manifest what is given. */
    PlantedRun withManifest(String value) {
        return with("backup", keys.get("backup").replace("}", ", manifest: " + value + "}"));
    }

    /** Without the manifest a fault reaches what comes after its checksums: the server, and the rules. */
    PlantedRun withoutManifest(PlantedBackup planted) throws IOException {
        Files.delete(planted.newest().resolve("backup_manifest"));
        return withManifest("optional");
    }

    /** Sets the work directory. */
    PlantedRun in(Path directory) {
        work = directory;
        return this;
    }

    /** The newest state. */
    public Restoration restore() throws IOException {
        return restore("", "", "");
    }

    public Restoration at(Object target) throws IOException {
        return restore(target.toString(), "", "");
    }

    public Restoration restore(String at, String copy, String random) throws IOException {
        open();
        var before = RepositoryListing.of(sources);
        var system = run.configuration().system("crm", "PlantedRun");
        var restoration = path.restore(system, new RestoreRequest("crm", at, copy, random, false, "PlantedRun"));
        restorations.add(restoration);
        requireUnchanged(before);
        if (restoration.failure().isEmpty() && !sources.isEmpty()) {
            assertThat(before).as("what is only read was listed").isNotEmpty();
        }
        return restoration;
    }

    /** The run and its path, opened with the keys that were set. */
    RestorePath open() throws IOException {
        if (path == null) {
            run = new Run(configuration(), "ad hoc", "", Instant.now(), List.of());
            path = new RestorePath(run, Platforms.installed(), ledger(), SEED, (system, asked, rule) -> "");
        }
        return path;
    }

    /** Read as a user's is; only the programs are unpacked elsewhere, once for all. */
    private Configuration configuration() throws IOException {
        var yaml = new StringBuilder("defaults: {workdir: '" + work + "'}\nsystems:\n  crm:\n");
        keys.forEach((key, value) ->
                yaml.append("    ").append(key).append(": ").append(value).append('\n'));
        var read = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        return new Configuration(
                read.file(), read.systems(), read.outOfScope(), read.withoutEffect(), PlantedBackup.STATE);
    }

    Run run() {
        return run;
    }

    Ledger ledger() {
        return new Ledger(home.resolve("ledger"));
    }

    /** A restore that must not succeed: its verdict, its message, and that nothing is left of it. */
    public Restoration refused(Verdict verdict, String at, String... words) throws IOException {
        var restoration = at(at);
        assertThat(restoration.failure()).as("%s", restoration.log()).isPresent();
        assertThat(restoration.verdict())
                .as(restoration.failure().orElseThrow().getMessage())
                .isEqualTo(verdict);
        assertThat(restoration.failure().orElseThrow()).hasMessageContainingAll(words);
        nothingIsLeft();
        return restoration;
    }

    public Restoration fails(String... words) throws IOException {
        return refused(Verdict.FAIL, "", words);
    }

    Restoration cannotTell(String... words) throws IOException {
        return refused(Verdict.INCONCLUSIVE, "", words);
    }

    /** Work directory and ledger are empty, no process works there, and nothing was reported as left behind. */
    void nothingIsLeft() throws IOException {
        if (Files.isDirectory(work)) {
            assertThat(work).isEmptyDirectory();
        }
        assertThat(ledger().entries()).isEmpty();
        assertThat(run.lateFailures()).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(processesOf(home)).isEmpty());
    }

    /** Servers and their children, the programs that fetch log among them. */
    static List<String> processesOf(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    /** One number from the restored shop. */
    static long number(Restoration restoration, String query) throws SQLException {
        try (var connection = ((PostgresInstance) restoration.instance().orElseThrow()).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Discards what was restored, and sees that it is gone and that the backup is as it was. */
    @Override
    public void close() throws IOException {
        var before = RepositoryListing.of(sources);
        for (var restoration : restorations) {
            if (restoration.instance().isPresent()) {
                path.discard(restoration);
                assertThat(restoration.disposal()).isEqualTo(Restoration.Disposal.DISCARDED);
            }
        }
        if (run != null) {
            nothingIsLeft();
            requireUnchanged(before);
        }
    }

    /** Of thousands of files those are told that differ. */
    private void requireUnchanged(Map<String, String> before) throws IOException {
        assertThat(RepositoryListing.differences(before, RepositoryListing.of(sources)))
                .as("the backup is only read")
                .isEmpty();
    }
}
