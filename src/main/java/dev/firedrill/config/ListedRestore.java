package dev.firedrill.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One restore that a system lists under {@code restores:}, whichever suites list it.
 *
 * @param place file, line and key of the first suite that lists it, for messages
 * @param name what is restored, as screens and reports have it: {@code latest}, {@code random 30d}, {@code 1h ago},
 *     {@code copy dr}, {@code name:before-deploy}
 * @param cadences the suites that list it, in the order of {@link #CADENCES}
 * @param at the recovery target as text; empty means latest
 * @param copy the copy to restore from; empty means the system's own backups
 * @param random a period to draw a backup from, such as {@code 30d}; empty means the newest that serves the target
 */
public record ListedRestore(String place, String name, List<String> cadences, String at, String copy, String random) {
    /** The suites that a restore or a rule can belong to, most frequent first. */
    public static final List<String> CADENCES = List.of("daily", "weekly", "monthly", "quarterly");

    private static final Pattern AGO = Pattern.compile("(\\d+)\\s*([smhd]) ago");

    public ListedRestore {
        cadences = List.copyOf(cadences);
    }

    static ListedRestore of(String place, String name, List<String> cadences) {
        var copy = after("copy ", name);
        var random = after("random ", name);
        var at = name.equals("latest") || !copy.isEmpty() || !random.isEmpty() ? "" : name;
        return new ListedRestore(place, name, cadences, at, copy, random);
    }

    /** {@code 1 h ago} and {@code 1h ago} are one restore, and must have one history. */
    static String name(String written) {
        return AGO.matcher(written.strip()).replaceFirst("$1$2 ago");
    }

    private static String after(String word, String text) {
        return text.startsWith(word) ? text.substring(word.length()).strip() : "";
    }
}
