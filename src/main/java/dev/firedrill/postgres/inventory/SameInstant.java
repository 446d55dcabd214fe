package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.LogPlace;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.Optional;

/** Whether an inventory and a restored state are of one instant of one cluster: only then can they be compared. */
record SameInstant(Inventory inventory, RuledDatabase database) {
    private static final String REMEDY =
            "restore to the inventory's instant: restores: {monthly: [inventory]} in firedrill.yaml, or @Restore(at = \"inventory\").";

    /** Both instants, as messages have them. */
    String note() {
        return "inventory of " + inventory.origin().instant() + ", restored state of "
                + database.endsAt().map(LogPlace::toString).orElseGet(this::roughly);
    }

    /** What stands in the way of a comparison; empty if nothing does. */
    Optional<Finding> obstacle() throws SQLException {
        return found().map(finding -> finding.note(note()));
    }

    private Optional<Finding> found() throws SQLException {
        if (database.recoveryPoint().position().isEmpty()) {
            return unknown(
                    "the restored state has no position in the log of its source",
                    "a dump cannot be compared" + " with an inventory: compare a physical backup of the same source.");
        }
        try (var session = new PinnedSession(
                database.connect(), database.statementTimeout().toMillis())) {
            var cluster = session.text("SELECT system_identifier FROM pg_control_system()");
            if (!cluster.equals(inventory.origin().systemIdentifier())) {
                return Optional.of(Finding.ofMeasure(Double.NaN, "the same cluster", false)
                        .found("the restored state is of cluster " + cluster + ", and the inventory of cluster "
                                + inventory.origin().systemIdentifier())
                        .hint("this is a backup of another cluster, or the inventory was recorded from another one."));
            }
            var name = session.text("SELECT current_database()");
            if (!name.equals(inventory.origin().database())) {
                return unknown(
                        "checks look at database [" + name + "], and the inventory is of database ["
                                + inventory.origin().database() + "]",
                        "set database: of the system, or record the inventory of that database.");
            }
        }
        var wanted = new LogPlace(inventory.origin().lsn(), inventory.origin().timeline());
        var place = database.endsAt();
        if (place.isEmpty()) {
            return unknown("it is not known that they are of one instant", REMEDY);
        }
        return place.get().equals(wanted) ? Optional.empty() : unknown("they are of two instants", REMEDY);
    }

    private static Optional<Finding> unknown(String why, String hint) {
        return Optional.of(Finding.unknown("it cannot be told: " + why, null).hint(hint));
    }

    private String roughly() {
        var point = database.recoveryPoint();
        return point.position().isEmpty()
                ? point.time().toString()
                : "about %s (%s, %s)".formatted(point.position(), point.time(), point.measuredBy());
    }
}
