package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.NearNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the comment that a rule begins with says: lines such as {@code -- atMost: 3}. Lines of another form are comment.
 *
 * @param file for messages
 */
record SqlRuleHeader(String file, Map<String, Entry> entries) {
    private static final List<String> KEYS =
            List.of("title", "why", "because", "key", "severity", "atMost", "warnAbove", "cadence");
    private static final Pattern ENTRY = Pattern.compile("--\\s*([A-Za-z_-]+)\\s*:(.*)");

    /** A value and the line that it stands on. */
    record Entry(int line, String value) {}

    static SqlRuleHeader of(String file, String text) {
        var header = new SqlRuleHeader(file, new LinkedHashMap<>());
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("--")) {
                break;
            }
            var entry = ENTRY.matcher(line);
            if (entry.matches()) {
                header.add(entry.group(1), new Entry(number, entry.group(2).strip()));
            }
        }
        return header;
    }

    private void add(String key, Entry entry) {
        if (!KEYS.contains(key)) {
            requireNotMisspelt(key, entry.line());
            return;
        }
        if (entry.value().isEmpty()) {
            throw mistake(entry.line(), key + " has no value", "give one, or remove the line");
        }
        if (entries.put(key, entry) != null) {
            throw mistake(entry.line(), key + " is given twice", "give it once");
        }
    }

    private void requireNotMisspelt(String key, int line) {
        var near = NearNames.of(key, KEYS);
        if (!near.isEmpty()) {
            throw mistake(
                    line,
                    "unknown key [" + key + "]; known here: " + String.join(", ", KEYS),
                    "write " + near.get(0) + ", or another comment");
        }
    }

    /** The title; without one, the name of the file read as words. */
    String title(String name) {
        return text("title", name.replaceAll("[-_]+", " ").strip());
    }

    /** The reason, by either of its two names. */
    String because() {
        if (entries.containsKey("why") && entries.containsKey("because")) {
            int line =
                    Math.max(entries.get("why").line(), entries.get("because").line());
            throw mistake(line, "why and because are the same, and both are given", "leave one of them");
        }
        return text("why", text("because", ""));
    }

    int keys() {
        return (int) number("key", 1, 1);
    }

    Bounds bounds() {
        if (isWarning()) {
            return Bounds.warningAbove(number("warnAbove", 0, 0));
        }
        long atMost = number("atMost", 0, 0);
        long warnAbove = number("warnAbove", atMost, 0);
        if (warnAbove > atMost) {
            throw mistake(
                    entries.get("warnAbove").line(),
                    "warnAbove %d with atMost %d leaves no room between a warning and a failure"
                            .formatted(warnAbove, atMost),
                    "give both, 0 <= warnAbove <= atMost");
        }
        return new Bounds(atMost, warnAbove);
    }

    private boolean isWarning() {
        var severity = entries.getOrDefault("severity", new Entry(0, "fail"));
        if (!List.of("fail", "warn").contains(severity.value())) {
            throw mistake(
                    severity.line(),
                    "severity [" + severity.value() + "] is unknown",
                    "write -- severity: fail or warn");
        }
        var warning = severity.value().equals("warn");
        if (warning && entries.containsKey("atMost")) {
            throw mistake(
                    entries.get("atMost").line(),
                    "atMost says beyond what the rule fails, and with severity: warn it never does",
                    "write warnAbove, or leave severity out");
        }
        return warning;
    }

    List<String> cadences() {
        var written = entries.get("cadence");
        if (written == null) {
            return ListedRestore.CADENCES;
        }
        var cadences = Arrays.stream(written.value().split(","))
                .map(String::strip)
                .distinct()
                .toList();
        if (cadences.isEmpty() || !ListedRestore.CADENCES.containsAll(cadences)) {
            throw mistake(
                    written.line(),
                    "cadence [" + written.value() + "] is unknown",
                    "write one or several of " + String.join(", ", ListedRestore.CADENCES));
        }
        return cadences;
    }

    private String text(String key, String otherwise) {
        return entries.containsKey(key) ? entries.get(key).value() : otherwise;
    }

    private long number(String key, long otherwise, long least) {
        var entry = entries.get(key);
        if (entry == null) {
            return otherwise;
        }
        if (!entry.value().matches("\\d{1,9}") || Long.parseLong(entry.value()) < least) {
            throw mistake(
                    entry.line(),
                    key + " [" + entry.value() + "] is not a whole number of " + least + " or more",
                    "write for example -- " + key + ": " + Math.max(1, least));
        }
        return Long.parseLong(entry.value());
    }

    private ConfigurationMistake mistake(int line, String problem, String remedy) {
        return new ConfigurationMistake(file + ":" + line, problem, remedy);
    }
}
