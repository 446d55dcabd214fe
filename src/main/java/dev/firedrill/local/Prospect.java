package dev.firedrill.local;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.postgres.ChosenBinaries;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.dump.Dump;
import dev.firedrill.postgres.dump.DumpPrograms;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is known of a restore: more with each step, from the configuration alone to the recovered database. */
final class Prospect {
    /** As long as the id of a restoration is. */
    private static final String ANY_ID = "20260101-000000-0000-999";

    private final ProtectedSystem system;
    private final Path state;
    private final Path directory;
    private FoundBackup found;
    private Dump dump;
    private BaseBackup backup;
    private Connection database;
    private ChosenBinaries chosen;

    private Prospect(ProtectedSystem system, Path state, String id) {
        this.system = system;
        this.state = state;
        this.directory = system.workdir().toAbsolutePath().resolve(id);
    }

    /** Before any backup is looked at. */
    static Prospect of(ProtectedSystem system, Path state) {
        return new Prospect(system, state, ANY_ID);
    }

    static Prospect of(RestoreOrder order) {
        return new Prospect(order.system(), order.state(), order.restorationId());
    }

    /** The backup was opened; nothing of it is copied yet. */
    Prospect found(FoundBackup opened) {
        found = opened;
        backup = opened.seen().orElse(null);
        return this;
    }

    /** The dump was opened; nothing of it is loaded yet. */
    Prospect dump(Dump opened) {
        dump = opened;
        return this;
    }

    /** Its files were restored; no server runs on them yet. */
    Prospect restored(BaseBackup files) {
        backup = files;
        return this;
    }

    /** A server recovered, and this is a superuser's connection to the system's database. */
    Prospect recovered(Connection connection) {
        database = connection;
        return this;
    }

    ProtectedSystem system() {
        return system;
    }

    /** What the restore makes for itself alone. */
    Path directory() {
        return directory;
    }

    Optional<FoundBackup> found() {
        return Optional.ofNullable(found);
    }

    Optional<Dump> dump() {
        return Optional.ofNullable(dump);
    }

    /** Files of the backup that can be read: where it lies, or restored. */
    Optional<BaseBackup> backup() {
        return Optional.ofNullable(backup);
    }

    Optional<Connection> database() {
        return Optional.ofNullable(database);
    }

    /** Bytes that the restore writes; empty while no backup is opened. */
    OptionalLong need() {
        if (dump != null) {
            return OptionalLong.of(dump.need());
        }
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.need());
    }

    OptionalInt major() {
        if (dump != null) {
            return OptionalInt.of(dump.major());
        }
        if (backup != null) {
            return OptionalInt.of(backup.major());
        }
        return found == null ? OptionalInt.empty() : found.major();
    }

    /**
     * The programs for this backup, searched for once.
     *
     * @throws Inconclusive if this host has none
     * @throws dev.firedrill.config.ConfigurationMistake if those that are named do not fit
     */
    ChosenBinaries choose() {
        if (chosen == null) {
            var search = BinariesSearch.onThisHost(state);
            chosen = dump == null
                    ? search.find(major().orElseThrow(), system.binaries())
                    : DumpPrograms.find(dump.major(), search, system.binaries());
        }
        return chosen;
    }

    /** The programs; empty while the version is not known, or if there are none. */
    Optional<PostgresBinaries> binaries() {
        try {
            return major().isPresent() ? Optional.of(choose().binaries()) : Optional.empty();
        } catch (Inconclusive e) {
            return Optional.empty();
        }
    }
}
