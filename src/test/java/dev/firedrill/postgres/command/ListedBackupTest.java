package dev.firedrill.postgres.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedBackupTest {
    private static final ListedBackup A =
            new ListedBackup("a", Instant.parse("2026-11-22T03:14:07Z"), 5, OptionalInt.of(15));
    private static final ListedBackup B =
            new ListedBackup("b/Ü 1", Instant.parse("2026-11-22T04:14:07Z"), 0, OptionalInt.empty());

    private static final String ONE =
            "{\"id\": \"a\", \"madeAt\": \"2026-11-22T03:14:07Z\", \"bytes\": 5, \"major\": 15}";
    private static final String OTHER =
            "{\"id\": \"b/Ü 1\", \"madeAt\": \"2026-11-22T05:14:07+01:00\", \"by\": \"tool\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE + "\n" + OTHER + "\n",
                "[" + ONE + ", " + OTHER + "]",
                ONE + OTHER,
                "\n" + ONE + "\r\n\n" + OTHER
            })
    void objects_and_an_array_of_them_are_read(String output) {
        assertThat(ListedBackup.parse(output)).containsExactly(A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]"})
    void nothing_is_read_as_none(String output) {
        assertThat(ListedBackup.parse(output)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    rubbish                                                              | does not print JSON
                    {"id": "a"                                                           | does not print JSON
                    [{"id": "a", "madeAt": "2026-11-22T03:14:07Z"}                       | does not print JSON
                    {"id": "a", "id": "b", "madeAt": "2026-11-22T03:14:07Z"}             | does not print JSON
                    [[1]]                                                                | to print objects
                    "a"                                                                  | to print objects
                    1 2                                                                  | to print objects
                    {"madeAt": "2026-11-22T03:14:07Z"}                                   | the id []
                    {"id": {"x": 1}, "madeAt": "2026-11-22T03:14:07Z"}                   | the id []
                    {"id": "a"}                                                          | expecting madeAt
                    {"id": "a", "madeAt": "2026-11-22 03:14:07"}                         | expecting madeAt
                    {"id": "a", "madeAt": "2026-11-22T03:14:07"}                         | expecting madeAt
                    {"id": "a", "madeAt": 1795317247}                                    | expecting madeAt
                    {"id": "a", "madeAt": "2026-11-22T03:14:07Z", "bytes": "many"}       | expecting bytes
                    {"id": "a", "madeAt": "2026-11-22T03:14:07Z", "bytes": -1}           | expecting bytes
                    {"id": "a", "madeAt": "2026-11-22T03:14:07Z", "major": 15.5}         | expecting major
                    {"id": "a/../../etc", "madeAt": "2026-11-22T03:14:07Z"}              | not passed to a command
                    {"id": "a/..", "madeAt": "2026-11-22T03:14:07Z"}                     | not passed to a command
                    {"id": "/etc", "madeAt": "2026-11-22T03:14:07Z"}                     | not passed to a command
                    """)
    void anything_else_may_be_the_newest_backup(String output, String words) {
        assertThatThrownBy(() -> ListedBackup.parse(output))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch x)",
                "`touch x`",
                "x'; y; '",
                "x\"; y; \"",
                "x;y",
                "x|y",
                "x&y",
                "*",
                "-rf",
                "x\ny",
                "x\u001b[2J",
                " x"
            })
    void an_id_that_could_be_more_than_a_word_is_refused(String id) throws Exception {
        var output = new ObjectMapper().writeValueAsString(Map.of("id", id, "madeAt", "2026-11-22T03:14:07Z"));
        assertThatThrownBy(() -> ListedBackup.parse(output))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("not passed to a command", "Remedy: ")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\u001b", "x\ny"));
    }

    @Test
    void a_deep_or_long_value_does_no_harm() {
        assertThatThrownBy(() -> ListedBackup.parse("[".repeat(100_000))).isInstanceOf(Inconclusive.class);
        assertThatThrownBy(() -> ListedBackup.parse("{\"id\": \"" + "a".repeat(1_000_000) + "\"}"))
                .isInstanceOf(Inconclusive.class)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(500));
    }
}
