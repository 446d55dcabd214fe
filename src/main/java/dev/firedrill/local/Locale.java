package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.DatabaseCatalog;
import dev.firedrill.postgres.DatabaseLocale;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.restore.HostFinding;
import java.util.stream.Stream;

/** No server lets anybody into a database whose locale its host does not have. */
final class Locale implements HostRequirement {
    @Override
    public String subject() {
        return "locale";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.database().isPresent()) {
            return met(subject(), "the server opened the database");
        }
        var binaries = prospect.binaries();
        var later = notYetKnown(subject(), "the recovered server will tell");
        if (binaries.isEmpty() || prospect.backup().isEmpty()) {
            return later;
        }
        var backup = prospect.backup().get();
        return DatabaseCatalog.read(backup.directory(), backup.major()).stream()
                .filter(found -> found.database().equals(prospect.system().database()))
                .findFirst()
                .map(found -> examine(found, binaries.get()))
                .orElse(later);
    }

    private HostFinding examine(DatabaseLocale database, PostgresBinaries binaries) {
        var lacking = Stream.of(database.collate(), database.ctype())
                .distinct()
                .filter(locale -> !binaries.accepts("lc_monetary", locale))
                .toList();
        return lacking.isEmpty()
                ? met(subject(), database.database() + " has " + database.collate() + ", " + database.ctype())
                : lacking(
                        subject(),
                        "database %s has locale %s, which this host lacks: no server could open it here"
                                .formatted(database.database(), String.join(", ", lacking)),
                        "install it (Debian: uncomment it in /etc/locale.gen, then locale-gen; RHEL: glibc-langpack-*)");
    }
}
