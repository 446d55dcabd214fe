package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.rules.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How offending rows are shown. */
class OffendersTest {
    @Test
    void a_value_is_shown_in_one_line_and_cut_behind_sixty_signs() {
        assertThat(Offenders.text("x".repeat(60))).isEqualTo("x".repeat(60));
        assertThat(Offenders.text("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
        assertThat(Offenders.text("a\nb\tc")).isEqualTo("a b c");
        assertThat(Offenders.text(null)).isEqualTo("NULL");
    }

    @Test
    void what_stands_behind_the_key_offends() {
        assertThat(Offenders.sample(List.of("1", "2"), 2)).isEqualTo(new Sample("(1, 2)", ""));
        assertThat(Offenders.sample(Arrays.asList("1", null), 1)).isEqualTo(new Sample("1", "NULL"));
        assertThat(Offenders.sample(List.of("1", "a", "b"), 1)).isEqualTo(new Sample("1", "(a, b)"));
    }
}
