package dev.firedrill.sample;

import dev.firedrill.config.ConfigurationMistake;

/** How large the sample is made: {@code -Dfiredrill.sample.rows=10000000}. */
final class SampleRows {
    static final String PROPERTY = "firedrill.sample.rows";
    static final int USUAL = 200_000;
    private static final int LEAST = 1_000;
    private static final int MOST = 10_000_000;

    private SampleRows() {}

    static int wanted() {
        var text = System.getProperty(PROPERTY, "").strip();
        if (text.isEmpty()) {
            return USUAL;
        }
        try {
            int rows = Integer.parseInt(text);
            if (rows >= LEAST && rows <= MOST) {
                return rows;
            }
        } catch (NumberFormatException e) {
            throw mistake(text);
        }
        throw mistake(text);
    }

    private static ConfigurationMistake mistake(String text) {
        return new ConfigurationMistake(
                "-D" + PROPERTY,
                "[" + text + "] is no size of a sample",
                "give a number from " + LEAST + " to " + MOST);
    }
}
