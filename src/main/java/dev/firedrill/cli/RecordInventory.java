package dev.firedrill.cli;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryRecorder;
import dev.firedrill.postgres.inventory.SourceAddress;
import dev.firedrill.postgres.inventory.TableContent;
import java.nio.file.Path;
import java.time.Duration;
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
            "Records what a PostgreSQL database contains, at an exact position of its log: counts and digests of all tables,",
            "states of sequences, every object of the schema. A restore to that position is compared with it:",
            "restores: {monthly: [inventory]} in the configuration. The source is only read; a role with pg_read_all_data",
            "(and BYPASSRLS where row security is on) is enough. The source is a standby whose replay is paused, or a primary:",
            "there, a moment is waited for in which no transaction ends."
        },
        footerHeading =
                "%nThe password comes from PGPASSWORD or ~/.pgpass, never from the command line.%n%nExamples:%n",
        footer = {
            "  firedrill inventory orders --from postgresql://auditor@standby1/orders",
            "  firedrill inventory orders --from 'postgresql:///orders?host=/var/run/postgresql' --wait 10m"
        })
final class RecordInventory implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(paramLabel = "SYSTEM", description = "a system in the configuration")
    private String name;

    @Option(names = "--from", paramLabel = "URL", required = true, description = "postgresql://USER@HOST:PORT/DATABASE")
    private String from;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "where to write it (default: what inventory: of the system names)")
    private Path output;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long a quiet moment of a primary is waited for (default: ${DEFAULT-VALUE})")
    private String wait;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "how many read at once (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "after how long one query is given up (default: ${DEFAULT-VALUE})")
    private String timeout;

    @Override
    public Integer call() {
        var system = config.read().system(name, "firedrill inventory");
        requirePostgres(system);
        var file = file(system);
        var address = SourceAddress.parse(from, System::getenv);
        var begun = System.nanoTime();
        var inventory = new InventoryRecorder(
                        name, address::login, connections(), duration("--timeout", timeout), duration("--wait", wait))
                .record();
        if (!inventory.origin().database().equals(system.database())) {
            throw new ConfigurationMistake(
                    "--from",
                    "it leads to database [" + inventory.origin().database() + "], and checks of [" + name
                            + "] look at [" + system.database() + "]",
                    "name that database, or set database: of the system");
        }
        inventory.write(file);
        say(inventory, system, file, Duration.ofNanos(System.nanoTime() - begun));
        return ExitCode.PASS;
    }

    private static void requirePostgres(ProtectedSystem system) {
        if (!system.engine().equals("postgresql")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "inventories of engine [" + system.engine() + "] are not recorded yet",
                    "name a system of engine postgresql");
        }
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

    private void say(Inventory inventory, ProtectedSystem system, Path file, Duration took) {
        var out = spec.commandLine().getOut();
        var origin = inventory.origin();
        out.printf(
                "Recorded %s at %s: %,d tables with %,d rows, %,d sequences, %,d objects, in %.1fs%n",
                name,
                origin.instant(),
                inventory.tables().size(),
                inventory.rowsOf(
                        inventory.tables().stream().map(TableContent::name).toList()),
                inventory.sequences().size(),
                inventory.objects().size(),
                took.toMillis() / 1000.0);
        out.println("  " + origin.how());
        out.println("  into " + file);
        var unlogged = inventory.tables().stream()
                .filter(TableContent::unlogged)
                .map(TableContent::name)
                .toList();
        if (!unlogged.isEmpty()) {
            out.println("  without rows of UNLOGGED tables, which no backup has: " + String.join(", ", unlogged));
        }
        inventory.tables().stream()
                .filter(table -> !table.isRecorded())
                .forEach(table -> out.println("  NOT RECORDED, and INCONCLUSIVE when compared: " + table.name() + ": "
                        + table.obstacle() + "\n  Remedy: " + ServerFault.TOO_LARGE_REMEDY));
        if (system.inventory().isEmpty()) {
            out.println("  Next: add inventory: " + file + " to system " + name);
        }
        out.println("  Compared by: restores: {monthly: [inventory]}; the log must be archived beyond that position"
                + " (select pg_switch_wal() on the primary archives what is there)");
    }
}
