package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds rules that are listed as known twice, where which list holds would be chance, and those that count no rows. */
record KnownMistakes(YamlDocument document, Map<JsonPointer, ConfigurationMistake> found) {
    /** What every restore has, and queries of verify:. */
    private static final Pattern COUNT_NOTHING =
            Pattern.compile("restored|rto|rpo|backup-age|recovery-target|verify-.*-[0-9a-f]{8}");

    void find() {
        for (var system : document.children(ConfigurationReader.SYSTEMS)) {
            var lines = new HashMap<String, Integer>();
            for (var entry : document.children(system.appendProperty("known"))) {
                var key = entry.appendProperty("rule");
                var rule = document.text(key);
                if (rule != null && COUNT_NOTHING.matcher(rule).matches()) {
                    found.putIfAbsent(
                            key,
                            document.mistake(
                                    key,
                                    "[" + rule + "] counts no rows, so that none of them can be known",
                                    "name a rule that has offending rows; objectives are changed under objectives:"));
                }
                var first = rule == null ? null : lines.putIfAbsent(rule, document.line(key));
                if (first != null) {
                    found.putIfAbsent(
                            key,
                            document.mistake(
                                    key,
                                    "rule [" + rule + "] is known twice, first in line " + first,
                                    "put all its keys into one file"));
                }
            }
        }
    }
}
