package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.ProductionSettings;
import dev.firedrill.restore.HostFinding;
import java.util.List;

/**
 * A server that was built without lz4 or zstd can neither replay pages nor read values that production compressed so.
 * Where production's settings are not in the backup, only the recovery tells.
 */
final class Compression implements HostRequirement {
    private static final List<String> SETTINGS = List.of("wal_compression", "default_toast_compression");

    @Override
    public String subject() {
        return "compression";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.database().isPresent()) {
            return met(subject(), "the log was replayed");
        }
        var binaries = prospect.binaries();
        return binaries.isEmpty() || prospect.backup().isEmpty()
                ? notYetKnown(subject(), "the settings of the cluster are not known yet")
                : examine(prospect.backup().get(), binaries.get());
    }

    private HostFinding examine(BaseBackup backup, PostgresBinaries binaries) {
        var settings = ProductionSettings.in(backup.directory());
        if (settings.isEmpty()) {
            return notYetKnown(subject(), "the backup holds no configuration file; the recovery will tell");
        }
        for (var name : SETTINGS) {
            var setting = settings.value(name);
            if (setting.filter(found -> !binaries.accepts(name, found.value())).isPresent()) {
                return lacking(
                        subject(),
                        "the cluster was run with %s, and PostgreSQL %s from %s is built without it"
                                .formatted(setting.get(), binaries.version(), binaries.bin()),
                        "install postgresql-%d of your distribution, or set binaries: in firedrill.yaml to programs that have it"
                                .formatted(binaries.major()));
            }
        }
        return notYetKnown(
                subject(), "the configuration files ask for nothing that is not there; the recovery will tell");
    }
}
