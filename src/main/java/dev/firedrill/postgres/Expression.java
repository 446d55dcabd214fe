package dev.firedrill.postgres;

import org.postgresql.core.Parser;

/** SQL that a user wrote where an expression stands. */
final class Expression {
    private Expression() {}

    /** In brackets of its own; a comment at its end does not swallow them. */
    static String inBrackets(String sql) {
        return sql.contains("--") ? "(" + sql + "\n)" : "(" + sql + ")";
    }

    /**
     * Whether it ends what it begins: brackets, quotes, comments. What does not could change the meaning of what stands
     * beside it, and is never asked together with anything else.
     */
    static boolean isClosed(String sql) {
        // The driver looks two signs back, for the E of an E'string'.
        var text = ("  " + sql).toCharArray();
        int depth = 0;
        int i = 0;
        while (i < text.length && depth >= 0) {
            int end = end(text, i);
            if (end >= text.length && text[i] != '-') {
                return false;
            }
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (text[i] == ';') {
                return false;
            }
            i = end + 1;
        }
        return depth == 0;
    }

    /** The last sign of what begins here: a quoted text, a comment, or the sign itself. */
    private static int end(char[] text, int i) {
        return switch (text[i]) {
            case '\'' -> Parser.parseSingleQuotes(text, i, true);
            case '"' -> Parser.parseDoubleQuotes(text, i);
            case '$' -> Parser.parseDollarQuotes(text, i);
            case '-' -> Parser.parseLineComment(text, i);
            case '/' -> Parser.parseBlockComment(text, i);
            default -> i;
        };
    }
}
