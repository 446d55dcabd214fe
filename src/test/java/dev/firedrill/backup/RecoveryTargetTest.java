package dev.firedrill.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTargetTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1h ago, PT1H", "90s ago, PT90S", "15m ago, PT15M", "30 d  ago, P30D", "1H AGO, PT1H"})
    void a_relative_time_counts_from_as_of(String text, Duration before) {
        assertThat(RecoveryTarget.parse(text, AS_OF)).isEqualTo(new RecoveryTarget.Time(AS_OF.minus(before)));
    }

    @Test
    void nothing_means_the_newest_state() {
        assertThat(RecoveryTarget.parse("", AS_OF)).isEqualTo(new RecoveryTarget.Latest());
        assertThat(RecoveryTarget.parse(" latest ", AS_OF)).isEqualTo(new RecoveryTarget.Latest());
    }

    @Test
    void times_names_and_positions_are_told_apart() {
        assertThat(RecoveryTarget.parse("2026-11-22T03:14:00Z", AS_OF))
                .isEqualTo(new RecoveryTarget.Time(Instant.parse("2026-11-22T03:14:00Z")));
        assertThat(RecoveryTarget.parse("name:before deploy", AS_OF))
                .isEqualTo(new RecoveryTarget.Name("before deploy"));
        assertThat(RecoveryTarget.parse("lsn:16/B374D848", AS_OF)).isEqualTo(new RecoveryTarget.Lsn("16/B374D848"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "1 fortnight ago", "name:", "lsn:", "lsn:xyz", "2026-11-22 03:14:00", "-1h ago"})
    void anything_else_is_refused_with_what_is_understood(String text) {
        assertThatThrownBy(() -> RecoveryTarget.parse(text, AS_OF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[" + text + "]", "understood are: latest, 1h ago");
    }
}
