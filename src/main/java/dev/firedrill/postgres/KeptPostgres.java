package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.rules.RuleContext;
import java.sql.Connection;
import java.sql.SQLException;

/** A restored PostgreSQL that a person kept, reached from a later process. */
public record KeptPostgres(KeptInstance kept, RuleContext context) implements RuledDatabase {
    @Override
    public Connection connect() throws SQLException {
        return PostgresAddress.of(kept.address()).connect();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return kept.recoveryPoint();
    }
}
