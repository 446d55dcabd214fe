package dev.firedrill.redis;

import dev.firedrill.restore.HostFinding;
import java.nio.file.Path;
import java.util.List;

/** What is said of RDB files that do not prove themselves. */
final class RdbDoubts {
    private RdbDoubts() {}

    static HostFinding unproven(Path file) {
        return HostFinding.doubtful(
                "RDB checksum",
                file
                        + " has no checksum, as Redis writes it with rdbchecksum no: bytes that were altered in it cannot be told",
                "set rdbchecksum yes in production",
                List.of(file.getFileName().toString()));
    }
}
