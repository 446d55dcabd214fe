package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.Map;

/** Finds rules that are listed as known twice: which list holds would be chance. */
record KnownMistakes(YamlDocument document, Map<JsonPointer, ConfigurationMistake> found) {
    void find() {
        for (var system : document.children(ConfigurationReader.SYSTEMS)) {
            var lines = new HashMap<String, Integer>();
            for (var entry : document.children(system.appendProperty("known"))) {
                var key = entry.appendProperty("rule");
                var rule = document.text(key);
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
