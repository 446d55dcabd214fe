package dev.firedrill.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One restore that a system lists under {@code restores:}, whichever suites list it.
 *
 * @param place file, line and key of the first suite that lists it, for messages
 * @param name what is restored, as screens and reports have it: {@code latest}, {@code random 30d}, {@code 1h ago},
 *     {@code copy dr}, {@code name:before-deploy}, each with a depth behind it where it has its own: {@code latest depth structure}
 * @param cadences the suites that list it, in the order of {@link #CADENCES}
 * @param at the recovery target as text; empty means latest
 * @param copy the copy to restore from; empty means the system's own backups
 * @param random a period to draw a backup from, such as {@code 30d}; empty means the newest that serves the target
 * @param depth how deep it is looked into; empty means as deep as the system says
 */
public record ListedRestore(
        String place,
        String name,
        List<String> cadences,
        String at,
        String copy,
        String random,
        Optional<Depth> depth) {
    /** The suites that a restore or a rule can belong to, most frequent first. */
    public static final List<String> CADENCES = List.of("daily", "weekly", "monthly", "quarterly");

    private static final Pattern DEPTH = Pattern.compile("(.*?)\\s+depth\\s+(files|pages|structure|content)");
    private static final Pattern AGO = Pattern.compile("(\\d+)\\s*([smhd]) ago");

    public ListedRestore {
        cadences = List.copyOf(cadences);
    }

    static ListedRestore of(String place, String name, List<String> cadences) {
        var deep = DEPTH.matcher(name);
        var restored = deep.matches() ? deep.group(1) : name;
        var depth = deep.matches() ? Depth.named(deep.group(2)) : Optional.<Depth>empty();
        var copy = after("copy ", restored);
        var random = after("random ", restored);
        var at = restored.equals("latest") || !copy.isEmpty() || !random.isEmpty() ? "" : restored;
        return new ListedRestore(place, name, cadences, at, copy, random, depth);
    }

    /** {@code 1 h ago} and {@code 1h ago} are one restore, and must have one history. */
    static String name(String written) {
        var depth = DEPTH.matcher(written.strip());
        var name = depth.matches() ? depth.group(1) + " depth " + depth.group(2) : written.strip();
        return AGO.matcher(name).replaceFirst("$1$2 ago");
    }

    private static String after(String word, String text) {
        return text.startsWith(word) ? text.substring(word.length()).strip() : "";
    }
}
