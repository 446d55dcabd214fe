package dev.firedrill.local;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.NamedBinaries;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.dump.PgDumpCatalog;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** PostgreSQL, as a process of this host. A dump is loaded into an empty server; all else is a cluster that recovers. */
final class PostgresEngine implements LocalEngine {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public void validate(ProtectedSystem system) {
        system.binaries().ifPresent(NamedBinaries::at);
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        return isDump(system.source("")) ? LocalDump.examine(system, state) : LocalPostgres.examine(system, state);
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        return isDump(order.source()) ? LocalDump.examine(order) : LocalPostgres.examine(order);
    }

    @Override
    public PostgresInstance restore(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        return isDump(order.source())
                ? new LocalDump(order, started).restore()
                : new LocalPostgres(order, started).restore();
    }

    private static boolean isDump(BackupSource source) {
        return source.type().equals(PgDumpCatalog.TYPE);
    }
}
