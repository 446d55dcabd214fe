package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.Baseline;
import dev.firedrill.postgres.integrity.ScannedPages;
import dev.firedrill.rules.RuleContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A restored database that rules can look at. */
public interface RuledDatabase {
    /** A new connection, as a role that cannot write; the caller closes it. */
    Connection connect() throws SQLException;

    /** What its rules share: headline, listener, how samples are shown. */
    RuleContext context();

    /** The state that came back. */
    RecoveryPoint recoveryPoint();

    /** Where in the log of its cluster it ends; empty where that is not exactly known. */
    default Optional<LogPlace> endsAt() {
        return Optional.empty();
    }

    /** How far counts of rows may be from those of earlier runs. */
    default Baseline baseline() {
        return Baseline.USUAL;
    }

    /** What a scan of all pages found while it was restored; empty where pages were not read. */
    default Optional<ScannedPages> pages() {
        return Optional.empty();
    }

    /** After how long a query of a rule is given up; the rule is INCONCLUSIVE then. */
    default Duration statementTimeout() {
        return Duration.ofMinutes(10);
    }
}
