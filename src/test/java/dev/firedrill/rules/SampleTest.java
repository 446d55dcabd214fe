package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How offending rows are shown. */
class SampleTest {
    @Test
    void a_value_is_shown_in_one_line_and_cut_behind_sixty_signs() {
        assertThat(shown("x".repeat(60))).isEqualTo("x".repeat(60));
        assertThat(shown("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
        assertThat(shown("a\nb\tc")).isEqualTo("a b c");
        assertThat(shown(null)).isEqualTo("NULL");
    }

    private static String shown(String value) {
        return Sample.of(Collections.singletonList(value), 1).key();
    }

    @Test
    void what_stands_behind_the_key_offends() {
        assertThat(Sample.of(List.of("1", "2"), 2)).isEqualTo(new Sample("(1, 2)", ""));
        assertThat(Sample.of(Arrays.asList("1", null), 1)).isEqualTo(new Sample("1", "NULL"));
        assertThat(Sample.of(List.of("1", "a", "b"), 1)).isEqualTo(new Sample("1", "(a, b)"));
    }
}
