package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** A running cluster that rules take for a restored one, which ends where it is said to end. */
final class RestoredShop implements RuledDatabase, AssertProvider<PostgresAssert>, RuleListener {
    final List<RuleOutcome> outcomes = new ArrayList<>();
    Optional<LogPlace> endsAt;
    RecoveryPoint point = new RecoveryPoint(Instant.parse("2026-11-22T03:14:07Z"), "0/3000060", "the test", "");

    private final PracticeCluster cluster;

    RestoredShop(PracticeCluster cluster, LogPlace endsAt) {
        this.cluster = cluster;
        this.endsAt = Optional.of(endsAt);
    }

    void sql(String statements) throws SQLException {
        cluster.sql(statements);
    }

    @Override
    public Connection connect() throws SQLException {
        return cluster.server().superuser("postgres");
    }

    @Override
    public RuleContext context() {
        return new RuleContext("crm · inventory · backup b1", this, Samples.KEYS);
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return point;
    }

    @Override
    public Optional<LogPlace> endsAt() {
        return endsAt;
    }

    @Override
    public PostgresAssert assertThat() {
        return new PostgresAssert(this);
    }

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        outcomes.add(outcome);
    }
}
