package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conditions end what they begin, and may be asked beside those of others. */
class ExpressionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "total < 0",
                "",
                "(a) OR (b AND (c))",
                "name = ')'",
                "name = 'it''s ('",
                "name = E'\\'('",
                "\"odd)name\" = 1",
                "body = $x$ ) $x$",
                "a -- )",
                "a -- )\n AND b",
                "a /* ) */ > 1",
                "a /* outer /* inner ) */ ( */ > 1",
                "a - b > c / d",
                "a = ';'"
            })
    void what_is_closed(String condition) {
        assertThat(Expression.isClosed(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a",
                "a)",
                "a) OR (b",
                "((a) OR b",
                "name = 'open",
                "name = 'it''s",
                "\"open = 1",
                "body = $x$ open",
                "a /* open",
                "a /* outer /* inner */ open",
                "a -- (\n)",
                "a; DROP TABLE b",
                ";",
                "a('b'"
            })
    void what_is_not(String condition) {
        assertThat(Expression.isClosed(condition)).isFalse();
    }
}
