package dev.firedrill.postgres.barman;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line of a barman.conf, by the rules of Python's ConfigParser: a line that is indented more than the option above it
 * goes on with that option's value.
 *
 * @param section that it stands in, or begins; empty above the first
 * @param option that it begins or goes on with, in lower case; empty if none
 */
record ConfigurationLine(String text, String section, String option) {
    private static final Pattern SECTION = Pattern.compile("\\[(.+)].*");
    private static final Pattern OPTION = Pattern.compile("([^=:]+?)\\s*[=:]\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("\\s*([#;].*)?");

    static List<ConfigurationLine> all(List<String> texts) {
        var lines = new ArrayList<ConfigurationLine>();
        var section = "";
        var option = "";
        int indentation = 0;
        for (var text : texts) {
            int own = text.length() - text.stripLeading().length();
            if (!COMMENT.matcher(text).matches() && (option.isEmpty() || own <= indentation)) {
                var header = SECTION.matcher(text.strip());
                var named = OPTION.matcher(text.strip());
                section = header.matches() ? header.group(1) : section;
                option = !header.matches() && named.matches() ? named.group(1).toLowerCase(Locale.ROOT) : "";
                indentation = own;
            }
            lines.add(new ConfigurationLine(text, section, option));
        }
        return lines;
    }

    /** Or empty. */
    boolean isComment() {
        return COMMENT.matcher(text).matches();
    }

    /** What it says of its option, without quotes around it. */
    String value() {
        var matcher = OPTION.matcher(text.strip());
        return matcher.matches() ? matcher.group(2).replaceAll("^([\"'])(.*)\\1$", "$2") : "";
    }
}
