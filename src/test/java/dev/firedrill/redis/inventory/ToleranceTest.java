package dev.firedrill.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 23 of the procedures: a negative difference passed, 4.99 became 4.00, and zero keys divided by zero. */
class ToleranceTest {
    @ParameterizedTest
    @CsvSource({
        "5, 105, 100, true",
        "5, 95, 100, true",
        "5, 106, 100, false",
        "5, 94, 100, false",
        "5, 0, 100, false",
        "4.99, 10499, 10000, true",
        "4.99, 10500, 10000, false",
        "4.99, 9501, 10000, true",
        "4.99, 9500, 10000, false",
        "0, 7, 7, true",
        "0, 8, 7, false",
        "5, 0, 0, true",
        "99.9, 1, 0, false",
        "99.9, 0, 1000000, false",
        "0.1, 9223372036854775807, 9223372036854775807, true",
        "5, 1, 9223372036854775807, false"
    })
    void it_is_two_sided_exact_and_knows_what_zero_is(double percent, long found, long expected, boolean allowed) {
        assertThat(Tolerance.of(percent).allows(found, expected)).isEqualTo(allowed);
        assertThat(Tolerance.of(percent).judge(found, expected, "the inventory").holds())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 100, 250})
    void one_that_anything_or_nothing_would_meet_is_refused(double percent) {
        assertThatThrownBy(() -> Tolerance.of(percent))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("give a number from 0 to below 100");
    }

    @Test
    void it_is_shown_as_it_was_given() {
        assertThat(Tolerance.of(5).text()).isEqualTo("5");
        assertThat(Tolerance.of(4.99).text()).isEqualTo("4.99");
        assertThat(Tolerance.of(20).text()).isEqualTo("20");
    }
}
