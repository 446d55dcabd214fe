package dev.firedrill.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnResourcesTest {
    private static final AwsTarget TARGET =
            new AwsTarget("us-east-1", Optional.empty(), Optional.empty(), Optional.empty());

    private final OwnResources ours = new OwnResources(Duration.ofSeconds(60));

    @BeforeEach
    void one_is_noted() {
        ours.note(reference("firedrill-1"));
    }

    @Test
    void what_was_noted_is_ours_by_name_and_by_arn() {
        assertThat(ours.owns("rds", "firedrill-1")).isTrue();
        assertThat(ours.owns("rds", "arn:aws:rds:us-east-1:111122223333:db:firedrill-1"))
                .isTrue();
    }

    @Test
    void what_is_only_called_like_it_is_not() {
        assertThat(ours.owns("rds", "firedrill-10")).isFalse();
        assertThat(ours.owns("rds", "orders")).isFalse();
        assertThat(ours.owns("elasticache", "firedrill-1")).isFalse();
        assertThat(ours.owns("rds", "arn:aws:rds:us-west-2:111122223333:db:firedrill-1"))
                .isFalse();
        assertThat(ours.owns("rds", "arn:aws:rds:us-east-1:111122223333:db:orders"))
                .isFalse();
        assertThat(ours.owns("rds", "x:firedrill-1")).isFalse();
    }

    @Test
    void a_ledger_that_names_production_is_not_believed() {
        assertThatThrownBy(() -> ours.note(reference("orders-prod")))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("orders-prod", "is not ours, and was not touched");
        assertThat(ours.owns("rds", "orders-prod")).isFalse();
    }

    private static AwsReference reference(String identifier) {
        return new AwsReference("rds", TARGET, "111122223333", identifier, "run-1", Instant.EPOCH);
    }
}
