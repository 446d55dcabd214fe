package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.doubtful;
import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.ExtensionLibraries;
import dev.firedrill.postgres.ProductionSettings;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.util.ArrayList;

/** Extensions of the database whose libraries this host lacks, or that a throwaway server does not load. */
final class Extensions implements HostRequirement {
    @Override
    public String subject() {
        return "extensions";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.database().isEmpty()) {
            return notYetKnown(subject(), "the recovered database will tell");
        }
        try {
            return examine(
                    ExtensionLibraries.in(prospect.database().get()),
                    prospect.system().database(),
                    preloaded(prospect));
        } catch (SQLException e) {
            throw new Inconclusive(
                    "cannot see which extensions " + prospect.system().database() + " has: " + e.getMessage(), e);
        }
    }

    private HostFinding examine(ExtensionLibraries found, String database, String preloaded) {
        if (!found.hiding().isEmpty()) {
            return lacking(
                    subject(),
                    "database %s has %s, whose tables look emptier than they are in a server that was started without its library (shared_preload_libraries), as throwaway servers are"
                            .formatted(database, String.join(", ", found.hiding())),
                    "none in this version; nothing was verified");
        }
        if (!found.unreadable().isEmpty()) {
            return doubtful(
                    subject(),
                    "this host lacks %s, so %s cannot be read here; a rule that reads it is INCONCLUSIVE"
                            .formatted(String.join(", ", found.lacking()), FirstOf.names(found.unreadable())),
                    "install the extension's package for this major version, or set binaries: in firedrill.yaml to"
                            + " programs that have it",
                    found.unreadable());
        }
        return met(subject(), remarks(found, preloaded));
    }

    private static String preloaded(Prospect prospect) {
        return prospect.backup()
                .flatMap(backup -> ProductionSettings.in(backup.directory()).value("shared_preload_libraries"))
                .map(ProductionSettings.Setting::value)
                .orElse("");
    }

    private static String remarks(ExtensionLibraries found, String preloaded) {
        var remarks = new ArrayList<String>();
        if (!found.lacking().isEmpty()) {
            remarks.add("this host lacks " + String.join(", ", found.lacking())
                    + "; no column or table needs it, what calls its functions is INCONCLUSIVE");
        }
        if (!found.unavailable().isEmpty()) {
            remarks.add("not installed on this host: " + String.join(", ", found.unavailable()));
        }
        if (!preloaded.isEmpty()) {
            remarks.add("production preloads " + preloaded + ", which throwaway servers do not");
        }
        return remarks.isEmpty() ? "all libraries are here" : String.join("; ", remarks);
    }
}
