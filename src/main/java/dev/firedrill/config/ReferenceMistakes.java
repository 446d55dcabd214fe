package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;

/**
 * Finds references that cannot be filled, and those at places where none is. Taken literally, a query with one in it would
 * compare with {@code ${NAME}}, and might hold whatever the data are. Owners and reasons are prose, which may speak of one.
 */
record ReferenceMistakes(YamlDocument document, Secrets secrets, Map<JsonPointer, ConfigurationMistake> found) {
    void find() {
        for (var system : document.children(ConfigurationReader.SYSTEMS)) {
            filled(system.appendProperty("database"));
            filled(system.appendProperty("superuser"));
            filled(system.appendProperty("rules"));
            literal(system.appendProperty("verify"));
            literal(system.appendProperty("restores"));
            literal(system.appendProperty("baseline"));
            literal(system.appendProperty("rpo"));
            literal(system.appendProperty("topics"));
            for (var known : document.children(system.appendProperty("known"))) {
                filled(known.appendProperty("keys"));
                literal(known.appendProperty("rule"));
            }
        }
    }

    private void filled(JsonPointer key) {
        try {
            if (document.at(key).isTextual()) {
                secrets.fill(document, key);
            }
        } catch (ConfigurationMistake mistake) {
            found.putIfAbsent(key, mistake);
        }
    }

    private void literal(JsonPointer at) {
        document.children(at).forEach(this::literal);
        if (document.at(at).isTextual() && Secrets.refers(document.text(at))) {
            found.putIfAbsent(
                    at,
                    document.mistake(
                            at,
                            document.shown(at) + " has a reference, which is not filled here",
                            "write the value itself; a query that needs these characters goes into a file of rules:"));
        }
    }
}
