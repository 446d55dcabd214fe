package dev.firedrill.rules;

import java.util.List;

/**
 * One offending row.
 *
 * @param key its primary key, as text
 * @param value what offends; empty where the key says it all
 */
public record Sample(String key, String value) {
    /** So many are shown of one rule. */
    public static final int MOST = 20;

    /** Values are cut to so many characters. */
    public static final int LONGEST_VALUE = 60;

    /**
     * A row of texts.
     *
     * @param keys how many of its columns belong to the key; those after them offend
     */
    public static Sample of(List<String> row, int keys) {
        var texts = row.stream().map(Sample::text).toList();
        var values = texts.subList(keys, texts.size());
        return new Sample(inBrackets(texts.subList(0, keys)), values.isEmpty() ? "" : inBrackets(values));
    }

    /** {@code 18}, or {@code (18, 2)}. */
    public static String inBrackets(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }

    /** A value as a message has it: in one line, and not for ever. */
    private static String text(String value) {
        if (value == null) {
            return "NULL";
        }
        var line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}
