package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryRecorder;
import dev.firedrill.postgres.inventory.SourceAddress;
import dev.firedrill.postgres.inventory.TableContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Records a PostgreSQL.
 *
 * @param from its address
 * @param connections how many read at once
 * @param patience after how long one query is given up
 * @param quiet how long a quiet moment is waited for
 */
record PostgresRecording(ProtectedSystem system, String from, int connections, Duration patience, Duration quiet)
        implements InventoryRecording {
    @Override
    public List<String> record(Path file) {
        var address = SourceAddress.parse(from, System::getenv);
        var inventory = new InventoryRecorder(system.name(), address::login, connections, patience, quiet).record();
        if (!inventory.origin().database().equals(system.database())) {
            throw new ConfigurationMistake(
                    "--from",
                    "it leads to database [" + inventory.origin().database() + "], and checks of [" + system.name()
                            + "] look at [" + system.database() + "]",
                    "name that database, or set database: of the system");
        }
        inventory.write(file);
        return told(inventory);
    }

    private List<String> told(Inventory inventory) {
        var lines = new ArrayList<String>();
        var tables = inventory.tables();
        lines.add("Recorded %s at %s: %,d tables with %,d rows, %,d sequences, %,d objects"
                .formatted(
                        system.name(),
                        inventory.origin().instant(),
                        tables.size(),
                        inventory.rowsOf(tables.stream().map(TableContent::name).toList()),
                        inventory.sequences().size(),
                        inventory.objects().size()));
        lines.add(inventory.origin().how());
        var unlogged = tables.stream()
                .filter(TableContent::unlogged)
                .map(TableContent::name)
                .toList();
        if (!unlogged.isEmpty()) {
            lines.add("without rows of UNLOGGED tables, which no backup has: " + String.join(", ", unlogged));
        }
        tables.stream()
                .filter(table -> !table.isRecorded())
                .forEach(table -> lines.add("NOT RECORDED, and INCONCLUSIVE when compared: " + table.name() + ": "
                        + table.obstacle() + "\n  Remedy: " + ServerFault.TOO_LARGE_REMEDY));
        return lines;
    }

    @Override
    public String condition() {
        return "; the log must be archived beyond that position (select pg_switch_wal() on the primary archives what is"
                + " there)";
    }
}
