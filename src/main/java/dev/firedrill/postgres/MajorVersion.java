package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.Map;

/** Which major version writes which catalog, from each release's {@code catversion.h}. */
final class MajorVersion {
    private static final Map<Integer, Integer> BY_CATALOG = Map.of(
            202107181, 14,
            202209061, 15,
            202307071, 16,
            202406281, 17,
            202506291, 18);

    private MajorVersion() {}

    /** PG_VERSION and the control file must speak of the same PostgreSQL. */
    static void requireAgreement(Path directory, int major, ControlFile control) {
        var expected = BY_CATALOG.get(control.catalogVersion());
        if (expected != null && expected != major) {
            throw new BackupUnusable(
                    "expecting PG_VERSION of the backup %s to be %d, as global/pg_control says (catalog version %d), but found %d"
                            .formatted(directory, expected, control.catalogVersion(), major));
        }
    }
}
