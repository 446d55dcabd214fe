package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import java.util.Locale;
import java.util.Set;
import org.postgresql.core.Parser;

/**
 * The one query of a file, found without a server: text that stands in comments, quotes and dollar quotes is passed over
 * as the driver does it.
 *
 * @param sql without what stands before it, and without its semicolon
 * @param line the line on which it begins
 */
record SqlQuery(String sql, int line) {
    private static final Set<String> BEGINS = Set.of("select", "with", "values", "table");
    private static final String REMEDY =
            "write one query, each row of which is an offence: select id from ... where ...";

    /** @throws ConfigurationMistake if there is none, or more than one, or something that is not a query */
    static SqlQuery only(String file, String text) {
        var chars = text.toCharArray();
        int start = next(chars, 0);
        if (start == chars.length || chars[start] == ';') {
            throw new ConfigurationMistake(file, "there is no query in it", REMEDY);
        }
        int end = endOfStatement(chars, start);
        for (int rest = end; rest < chars.length; rest = next(chars, rest + 1)) {
            if (chars[rest] != ';') {
                throw new ConfigurationMistake(
                        file + ":" + line(text, rest), "a second statement begins here", "give each rule its own file");
            }
        }
        var query = new SqlQuery(text.substring(start, end).strip(), line(text, start));
        query.requireQuery(file);
        return query;
    }

    /** Whether the text, comments aside, begins as a query does. */
    static boolean beginsIn(String text) {
        int start = next(text.toCharArray(), 0);
        return BEGINS.contains(firstWord(text.substring(start)));
    }

    private void requireQuery(String file) {
        var word = firstWord(sql);
        if (!sql.startsWith("(") && !BEGINS.contains(word)) {
            throw new ConfigurationMistake(file + ":" + line, "begins with [" + word + "], and is not a query", REMEDY);
        }
    }

    private static String firstWord(String sql) {
        var word = sql.split("[^\\p{L}\\p{N}_]", 2)[0];
        return word.toLowerCase(Locale.ROOT);
    }

    /** The position of the first sign that is neither space nor comment; the length if there is none. */
    private static int next(char[] text, int from) {
        int i = from;
        while (i < text.length) {
            int comment = endOfComment(text, i);
            if (comment == i && !Character.isWhitespace(text[i])) {
                return i;
            }
            i = comment + 1;
        }
        return text.length;
    }

    private static int endOfStatement(char[] text, int from) {
        int i = from;
        while (i < text.length && text[i] != ';') {
            i = 1
                    + switch (text[i]) {
                        case '\'' -> Parser.parseSingleQuotes(text, i, true);
                        case '"' -> Parser.parseDoubleQuotes(text, i);
                        case '$' -> Parser.parseDollarQuotes(text, i);
                        default -> endOfComment(text, i);
                    };
        }
        return Math.min(i, text.length);
    }

    /** The position of the last sign of the comment that begins here; the same position if none does. */
    private static int endOfComment(char[] text, int i) {
        return switch (text[i]) {
            case '-' -> Parser.parseLineComment(text, i);
            case '/' -> Parser.parseBlockComment(text, i);
            default -> i;
        };
    }

    private static int line(String text, int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
