package dev.firedrill.cli;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records what a system must contain, from the source itself. */
@Command(
        name = "inventory",
        description = {
            "Records what a system contains, at an exact instant. A restore to that instant is compared with it:",
            "restores: {monthly: [inventory]} in the configuration. The source is only read.",
            "",
            "PostgreSQL: counts and digests of all tables, states of sequences, every object of the schema, at a position of",
            "the log. A role with pg_read_all_data (and BYPASSRLS where row security is on) is enough. The source is a standby",
            "whose replay is paused, or a primary: there, a moment is waited for in which no transaction ends.",
            "",
            "Redis 7.0 or newer: keys by database and type, digests of their values, and when they expire. A user with",
            "~* -@all +@read +@connection +info is enough. The source is a replica whose replication is stopped, or a server",
            "that nobody writes to, right after BGSAVE. Of several shards each is named: --from URL --from URL.",
            "",
            "Kafka: of each partition offsets, counts and digests up to the end that it has now, the configuration of topics, and",
            "where groups stand. Others may write meanwhile: every restore of a later backup is compared. The topics are those",
            "of topics: in the configuration. Clients that may DESCRIBE and READ are enough."
        },
        footerHeading =
                "%nPasswords come from PGPASSWORD, ~/.pgpass or REDISCLI_AUTH, never from the command line.%n%nExamples:%n",
        footer = {
            "  firedrill inventory orders --from postgresql://auditor@standby1/orders",
            "  firedrill inventory orders --from 'postgresql:///orders?host=/var/run/postgresql' --wait 10m",
            "  firedrill inventory sessions --from rediss://auditor@replica1:6379",
            "  firedrill inventory events --from kafka1:9092 --command-config client.properties"
        })
final class RecordInventory implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(paramLabel = "SYSTEM", description = "a system in the configuration")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "URL",
            required = true,
            description = "postgresql://USER@HOST:PORT/DATABASE, redis://USER@HOST:PORT, or HOST:PORT of a Kafka")
    private List<String> from;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "where to write it (default: what inventory: of the system names)")
    private Path output;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "how long a moment is waited for in which the source stands still (default: ${DEFAULT-VALUE})")
    private String wait;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "how many read a PostgreSQL at once (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "after how long one query or command is given up (default: ${DEFAULT-VALUE})")
    private String timeout;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "properties of Kafka's clients, as Kafka's own tools have them; mode 0600 if it has secrets")
    private Path commandConfig;

    @Override
    public Integer call() {
        var system = config.read().system(name, "firedrill inventory");
        var recording = recording(system);
        var file = file(system);
        var begun = System.nanoTime();
        var lines = recording.record(file);
        var took = (System.nanoTime() - begun) / 1e9;
        var out = spec.commandLine().getOut();
        out.printf("%s, in %.1fs%n", lines.get(0), took);
        out.println("  into " + file);
        lines.stream().skip(1).forEach(line -> out.println("  " + line));
        if (system.inventory().isEmpty()) {
            out.println("  Next: add inventory: " + file + " to system " + name);
        }
        out.println("  Compared by: " + recording.comparedBy());
        return ExitCode.PASS;
    }

    private InventoryRecording recording(ProtectedSystem system) {
        var patience = duration("--timeout", timeout);
        var moment = duration("--wait", wait);
        return switch (system.engine()) {
            case "postgresql" -> new PostgresRecording(system, only(), connections(), patience, moment);
            case "redis" -> new RedisRecording(system, from, patience, moment);
            case "kafka" -> new KafkaRecording(system, KafkaAddress.of(String.join(",", from), commandConfig));
            default -> throw new ConfigurationMistake(
                    system.place(),
                    "inventories of engine [" + system.engine() + "] are not recorded yet",
                    "name a system of engine postgresql, redis or kafka");
        };
    }

    private String only() {
        if (from.size() > 1) {
            throw new ConfigurationMistake("--from", "a PostgreSQL is one server", "give --from once");
        }
        return from.get(0);
    }

    private Path file(ProtectedSystem system) {
        if (output != null) {
            return output.toAbsolutePath();
        }
        return system.inventory()
                .map(PlacedPath::path)
                .orElseThrow(() -> new ConfigurationMistake(
                        system.place(),
                        "says nowhere where its inventory lies",
                        "add inventory: FILE to the system, or give --output FILE"));
    }

    private int connections() {
        if (connections < 1 || connections > 64) {
            throw new ConfigurationMistake("--connections", "found " + connections, "give a number from 1 to 64");
        }
        return connections;
    }

    private static Duration duration(String option, String text) {
        try {
            return RecoveryTarget.duration(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(option, e.getMessage(), "give a time such as 60s or 10m");
        }
    }
}
