package dev.firedrill.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a file of keys, which may stretch over several where a value has line breaks.
 *
 * @param number where it begins, counted from 1
 * @param values null is NULL, which is written without quotes; the text NULL has them
 */
public record CsvLine(int number, List<String> values) {
    static final String NULL = "NULL";

    /** Values as one line has them: quoted but for the simplest, so that no two keys are written alike. */
    public static String of(List<String> values) {
        return values.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        if (value == null) {
            return NULL;
        }
        boolean simple = value.matches("[A-Za-z0-9_.:@+-]+") && !value.equals(NULL);
        return simple ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
