package dev.firedrill.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.aws.TestPlatforms;
import dev.firedrill.aws.control.ControlPlane;
import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run that restores from a control plane through the real path and the real platform, and sees that all is gone. */
final class RdsRun implements AutoCloseable {
    static final String INSTANCE = "shop-prod";

    private final Path home;
    private final ControlPlane plane;
    private final Map<String, String> system = new LinkedHashMap<>();
    private final Map<String, String> backup = new LinkedHashMap<>();
    private final Map<String, String> place = new LinkedHashMap<>();
    private final List<Restoration> restorations = new ArrayList<>();
    private List<String> anothers = List.of();
    private Run run;
    private RestorePath path;

    static {
        // What the SDK's own chain of credentials finds first.
        System.setProperty("aws.accessKeyId", "AKIATEST");
        System.setProperty("aws.secretAccessKey", "test");
    }

    RdsRun(Path home, ControlPlane plane) {
        this.home = home;
        this.plane = plane;
        system.put("engine", "postgresql");
        system.put("platform", "aws");
        system.put("database", "shop");
        system.put("deadline", "2m");
        backup.put("type", "rds");
        backup.put("instance", INSTANCE);
        backup.put("region", "us-east-1");
        backup.put("endpoint", plane.endpoint().toString());
        place.put("subnetGroup", "restore-isolated");
        place.put("securityGroup", "sg-0isolated");
        place.put("class", "db.t3.medium");
        place.put("caBundle", plane.caBundle().toString());
    }

    RdsRun with(String key, String value) {
        system.put(key, value);
        return this;
    }

    RdsRun backup(String key, String value) {
        backup.put(key, value);
        return this;
    }

    RdsRun place(String key, String value) {
        place.put(key, value);
        return this;
    }

    Restoration restore() {
        return restore("", "", "");
    }

    Restoration at(Object target) {
        return restore(target.toString(), "", "");
    }

    Restoration restore(String at, String copy, String random) {
        open();
        var ledger = run.configuration().system("ledger", "RdsRun");
        var restoration = path.restore(ledger, new RestoreRequest("ledger", at, copy, random, false, "RdsRun"));
        restorations.add(restoration);
        return restoration;
    }

    /** A restore that must not succeed, and leaves nothing. */
    Restoration refused(Verdict verdict, String at, String... words) {
        var restoration = at(at);
        assertThat(restoration.failure()).as("%s", restoration.log()).isPresent();
        assertThat(restoration.verdict())
                .as(restoration.failure().orElseThrow().getMessage())
                .isEqualTo(verdict);
        assertThat(restoration.failure().orElseThrow()).hasMessageContainingAll(words);
        nothingIsLeft();
        return restoration;
    }

    /** What is told of a restore before it. */
    List<String> foreseen(String at) {
        var foresight = open().foresee(
                        run.configuration().system("ledger", "RdsRun"),
                        new RestoreRequest("ledger", at, "", "", false, "RdsRun"));
        return foresight.host().stream().map(Object::toString).toList();
    }

    RestorePath open() {
        if (path == null) {
            run = new Run(configuration(), "ad hoc", "", Instant.now(), List.of());
            path = new RestorePath(
                    run, TestPlatforms.settlingIn(Duration.ofSeconds(2)), ledger(), 7, (system, asked, rule) -> "");
        }
        return path;
    }

    Run run() {
        return run;
    }

    Ledger ledger() {
        return new Ledger(home.resolve(".firedrill/ledger"));
    }

    Path file() {
        return home.resolve("firedrill.yaml");
    }

    /** Read as a user's is. */
    Configuration configuration() {
        var yaml = new StringBuilder("systems:\n  ledger:\n");
        system.forEach((key, value) ->
                yaml.append("    ").append(key).append(": ").append(value).append('\n'));
        yaml.append("    backup: ").append(flow(backup)).append("\n    place: ").append(flow(place));
        try {
            return ConfigurationReader.read(Files.writeString(file(), yaml.append('\n')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flow(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Instances with a name like ours that another made. */
    void expect(List<String> names) {
        anothers = names;
    }

    /** No instance but production's, an empty ledger, and nothing reported as left behind. */
    void nothingIsLeft() {
        assertThat(ours()).isEqualTo(anothers);
        assertThat(ledger().entries()).isEmpty();
        assertThat(run.lateFailures()).isEmpty();
    }

    /** Identifiers of restored instances. */
    List<String> ours() {
        return plane.instances().stream()
                .map(instance -> instance.dbInstanceIdentifier())
                .filter(name -> name.startsWith("firedrill-"))
                .toList();
    }

    static long number(Restoration restoration, String query) throws SQLException {
        try (var connection = ((PostgresInstance) restoration.instance().orElseThrow()).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Discards what was restored, and sees that it is gone. */
    @Override
    public void close() {
        for (var restoration : restorations) {
            if (restoration.instance().isPresent()) {
                path.discard(restoration);
                assertThat(restoration.disposal())
                        .as("%s", run.lateFailures())
                        .isEqualTo(Restoration.Disposal.DISCARDED);
            }
        }
        if (run != null) {
            nothingIsLeft();
        }
    }
}
