package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;

/** What it means that a restored cluster lets nobody in, or not be prepared for checks. */
public final class Refusal {
    private Refusal() {}

    /**
     * What to throw.
     *
     * @param database that was to be opened
     * @throws BackupUnusable if the cluster does not have what it must have
     */
    public static Inconclusive of(SQLException failure, String database) {
        var said = failure.getMessage();
        return switch (String.valueOf(failure.getSQLState())) {
            case "3D000" -> throw new BackupUnusable(
                    "expecting the restored cluster to have a database [" + database + "], but " + said, failure);
            case "28000" -> new Inconclusive(
                    "cannot log in to the restored cluster as its superuser: " + said
                            + "\n  Remedy: name the cluster's superuser with superuser: in firedrill.yaml",
                    failure);
            default -> ServerFault.of(failure).failure("preparing database " + database);
        };
    }
}
