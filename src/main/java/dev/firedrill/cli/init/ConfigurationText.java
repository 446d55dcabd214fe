package dev.firedrill.cli.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** firedrill.yaml as text, one line for each key of a system. */
final class ConfigurationText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*|[1-9][0-9]{0,8}");
    private static final Set<String> WORDS_OF_YAML =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private ConfigurationText() {}

    static String of(List<FoundSystem> systems) {
        return """
                # The systems under protection, written by firedrill init. README.md has the keys.
                systems:
                %s"""
                .formatted(systems.stream().map(ConfigurationText::system).collect(Collectors.joining()));
    }

    private static String system(FoundSystem system) {
        var text = new StringBuilder("  " + quoted(system.name()) + ":\n    engine: postgresql\n");
        if (!system.database().isEmpty()) {
            text.append("    database: ").append(quoted(system.database())).append('\n');
        }
        text.append("    backup: ").append(map(system.backup())).append('\n');
        if (!system.copies().isEmpty()) {
            text.append("    copies: {")
                    .append(system.copies().entrySet().stream()
                            .map(copy -> quoted(copy.getKey()) + ": " + map(copy.getValue()))
                            .collect(Collectors.joining(", ")))
                    .append("}\n");
        }
        return text.append("    restores: {weekly: [latest], monthly: [latest, random 30d]}\n")
                .toString();
    }

    private static String map(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** As it is where YAML cannot take it for something else. */
    private static String quoted(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
