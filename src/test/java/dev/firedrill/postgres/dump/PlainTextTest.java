package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    private static final String END = "--\n-- PostgreSQL database dump complete\n--\n\n";

    private final List<String> asked = new ArrayList<>();
    private PlainText text;

    @Test
    void rows_literals_bodies_and_comments_come_through_whatever_they_look_like() throws IOException {
        var dump =
                """
                COPY notes (body) FROM stdin;
                \\restrict key
                \\unrestrict key
                \\connect elsewhere
                CREATE SUBSCRIPTION s
                -- PostgreSQL database dump complete
                \\.
                SELECT 'it''s
                \\! touch x
                ', E'\\'
                \\! touch x
                ', "a name
                \\! touch x
                ", /* a comment /* in a comment */
                \\! touch x
                */ $1, $body$
                \\! touch x
                CREATE SUBSCRIPTION s $$ $other$ $body$;
                """;
        assertThat(passed(dump + END)).isEqualTo(dump + END);
        assertThat(text.isComplete()).isTrue();
        assertThat(asked).isEmpty();
        assertThat(text.tables()).isOne();
    }

    @Test
    void its_own_restriction_is_left_out_and_every_line_keeps_its_number() throws IOException {
        assertThat(passed("\\restrict key\nSELECT 1;\n" + END + "\\unrestrict key\n"))
                .isEqualTo("\nSELECT 1;\n" + END + "\n");
        assertThat(text.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\! touch x",
                "\\restrict other",
                "\\unrestrict other",
                "\\restrict key ",
                "\\encoding LATIN1",
                "\\.",
                "\\gexec"
            })
    void another_command_is_refused_with_its_line(String command) {
        assertThatThrownBy(() -> passed("SELECT 1;\n" + command + "\n"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("line 2 of the dump is a command of psql, which is not executed: [" + command);
    }

    @Test
    void a_new_connection_begins_a_new_part() throws IOException {
        var first = new ByteArrayOutputStream();
        var second = new ByteArrayOutputStream();
        text = of("SELECT 1;\n\\connect wiki\nSELECT 2;\n" + END);
        assertThat(text.writePart(first)).contains("\\connect wiki");
        assertThat(text.line()).isEqualTo(2);
        assertThat(text.writePart(second)).isEmpty();
        assertThat(first).hasToString("SELECT 1;\n");
        assertThat(second).hasToString("SELECT 2;\n" + END);
    }

    @Test
    void a_statement_that_is_not_wanted_is_left_out_to_its_end() throws IOException {
        assertThat(
                        passed(
                                "CREATE USER MAPPING FOR a SERVER b OPTIONS (\n    password 'x;\n',\n    \"u;\" 'y'\n);\nSELECT 1;\n"))
                .isEqualTo("\n\n\n\n\nSELECT 1;\n");
        assertThat(text.leftOut()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n",
                "COPY notes (body) FROM stdin;\n" + END,
                "SELECT '\n" + END,
                END + "SELECT 1;\n",
                "-- PostgreSQL database dump comp"
            })
    void what_does_not_end_with_its_sign_is_not_complete(String dump) throws IOException {
        passed(dump);
        assertThat(text.isComplete()).isFalse();
    }

    @Test
    void lines_longer_than_any_buffer_come_through() throws IOException {
        var row = "x".repeat(5 << 20);
        var dump = "COPY notes (body) FROM stdin;\n" + row + "\n\\.\nINSERT INTO notes VALUES ('" + row
                + "\n\\! touch x\n');\n" + END;
        assertThat(passed(dump)).isEqualTo(dump);
        assertThat(text.isComplete()).isTrue();
    }

    @Test
    void a_text_with_the_line_ends_of_windows_is_read() throws IOException {
        var dump = ("COPY notes (body) FROM stdin;\nx\n\\.\n" + END).replace("\n", "\r\n");
        assertThat(passed(dump)).isEqualTo(dump);
        assertThat(text.isComplete()).isTrue();
    }

    private String passed(String dump) throws IOException {
        text = of(dump);
        var out = new ByteArrayOutputStream();
        assertThat(text.writePart(out)).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    private PlainText of(String dump) {
        return new PlainText(
                new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)), Optional.of("key"), statement -> {
                    if (DumpNeeds.callsOut(statement)) {
                        return false;
                    }
                    asked.add(statement);
                    return true;
                });
    }
}
