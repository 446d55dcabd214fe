package dev.firedrill.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"/drill/20261122-1", "/my work/$(touch x)/it's", "a;b", "-rf", "~", "", "*", "a\"b\\c"})
    void a_shell_reads_it_as_it_was(String text) {
        assertThat(Command.of("sh", "-c", "printf '%s' " + ShellWord.of(text)).runOrThrow("printing"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drill/20261122-1", "shop_2"})
    void what_needs_no_quotes_has_none(String text) {
        assertThat(ShellWord.of(text)).isEqualTo(text);
    }
}
