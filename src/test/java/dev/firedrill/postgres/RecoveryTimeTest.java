package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.rules.RuleContext;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTimeTest {
    private static final Instant POINT = Instant.parse("2026-11-22T03:14:07Z");

    @ParameterizedTest
    @CsvSource({
        "newest replayed commit, PT0S",
        "start of the backup; no commit was replayed, PT1S",
        "start of the dump (header of the archive), PT1M"
    })
    void rows_may_be_as_late_as_the_point_is_uncertain(String measuredBy, Duration later) {
        var time = RecoveryTime.of(restoredTo(new RecoveryPoint(POINT, "", measuredBy, "")));
        assertThat(time.time()).isEqualTo(POINT);
        assertThat(time.latest()).isEqualTo(POINT.plus(later));
    }

    private static RuledDatabase restoredTo(RecoveryPoint point) {
        return new RuledDatabase() {
            @Override
            public Connection connect() {
                throw new UnsupportedOperationException();
            }

            @Override
            public RuleContext context() {
                throw new UnsupportedOperationException();
            }

            @Override
            public RecoveryPoint recoveryPoint() {
                return point;
            }
        };
    }
}
