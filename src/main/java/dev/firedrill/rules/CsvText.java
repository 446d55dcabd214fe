package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values as RFC 4180 has them, and strictly: libraries read on past a quote that is never closed,
 * tell no NULL from a text, or cannot say on which line it was.
 */
final class CsvText {
    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    /** @param file for messages */
    CsvText(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * All lines; those that are empty are left out.
     *
     * @throws ConfigurationMistake if the text is garbled
     */
    List<CsvLine> lines() {
        var lines = new ArrayList<CsvLine>();
        while (at < text.length()) {
            if (!atBreak()) {
                lines.add(new CsvLine(line, values()));
            }
            passBreak();
        }
        return lines;
    }

    private List<String> values() {
        var values = new ArrayList<String>();
        values.add(value());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            values.add(value());
        }
        if (at < text.length() && !atBreak()) {
            throw garbled(line, "something stands behind a closing quote");
        }
        return values;
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && !atBreak()) {
            if (text.charAt(at) == '"') {
                throw garbled(line, "a quote stands inside a value that does not begin with one");
            }
            at++;
        }
        var value = text.substring(start, at);
        return value.equals(CsvLine.NULL) ? null : value;
    }

    private String quoted() {
        int began = line;
        var value = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw garbled(began, "a quote is opened and never closed");
            }
            char sign = text.charAt(at++);
            if (sign != '"') {
                line += sign == '\n' ? 1 : 0;
                value.append(sign);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append(text.charAt(at++));
            } else {
                return value.toString();
            }
        }
    }

    private boolean atBreak() {
        return text.charAt(at) == '\n' || text.startsWith("\r\n", at);
    }

    private void passBreak() {
        if (at < text.length()) {
            at += text.charAt(at) == '\n' ? 1 : 2;
            line++;
        }
    }

    private ConfigurationMistake garbled(int number, String problem) {
        return new ConfigurationMistake(
                file + ":" + number, problem, "mend the line, or write the file anew: firedrill known add SYSTEM RULE");
    }
}
