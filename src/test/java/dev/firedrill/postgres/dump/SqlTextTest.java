package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1;\n",
                "SELECT 'a''b', E'a\\'b', e'\\\\', \"a\"\"b\", '\\';\n",
                "SELECT nameE'';\n",
                "-- it's\n",
                "a - -b\n",
                "/* ' /* \" */ $$ */\n",
                "$$'$$ $a$ $$ $b$ $a$ $A_1$'$A_1$\n",
                "SELECT $1, a$b$c, x$$\n",
                "/ * '' */\n"
            })
    void nothing_is_open_after(String sql) {
        assertThat(followed(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "E'\\'",
                "\"",
                "$$",
                "$a$ $$",
                "$a$ $b$ $A$",
                "/*",
                "/* /* */",
                "/*/",
                "-- no end of line",
                "'it''s",
                "$a"
            })
    void something_is_open_after(String sql) {
        assertThat(followed(sql)).isFalse();
    }

    private static boolean followed(String sql) {
        var text = new SqlText();
        var bytes = sql.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            text.follow(bytes, i, i + 1);
        }
        return text.isOutside();
    }
}
