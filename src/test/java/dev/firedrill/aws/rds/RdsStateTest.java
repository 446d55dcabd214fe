package dev.firedrill.aws.rds;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

class RdsStateTest {
    @ParameterizedTest
    @ValueSource(strings = {"creating", "backing-up", "modifying", "rebooting", "configuring-log-exports", "available"})
    void what_may_become_available_is_waited_for(String state) {
        assertThatCode(() -> RdsState.require(instance(state))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"incompatible-restore", "restore-error"})
    void a_backup_that_rds_cannot_restore_is_a_failure(String state) {
        assertThatThrownBy(() -> RdsState.require(instance(state)))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("FAIL", "firedrill-1", "[" + state + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed",
                "incompatible-network",
                "incompatible-parameters",
                "inaccessible-encryption-credentials",
                "storage-full",
                "stopped",
                "deleting"
            })
    void all_else_that_ends_the_wait_cannot_be_told(String state) {
        assertThatThrownBy(() -> RdsState.require(instance(state)))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("INCONCLUSIVE", "firedrill-1", "[" + state + "]", "Remedy: ");
    }

    private static DBInstance instance(String state) {
        return DBInstance.builder()
                .dbInstanceIdentifier("firedrill-1")
                .dbInstanceStatus(state)
                .build();
    }
}
