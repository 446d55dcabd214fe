package dev.firedrill.process;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The secrets among environment variables, by their names, and texts without them: tools print what they were given. */
final class SecretValues {
    private static final Pattern SECRET = Pattern.compile(".*(PASS|PWD|SECRET|TOKEN|KEY).*");
    private static final Pattern HARMLESS = Pattern.compile(".*(FILE|PATH|TYPE)");

    /** Shorter values are words of any message. */
    private static final int SHORTEST = 4;

    private final List<String> values;

    private SecretValues(List<String> values) {
        this.values = values;
    }

    static SecretValues in(Map<String, String> environment) {
        return new SecretValues(environment.entrySet().stream()
                .filter(variable -> isSecret(variable.getKey().toUpperCase(Locale.ROOT)))
                .flatMap(variable -> variable.getValue().lines())
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() && !HARMLESS.matcher(name).matches();
    }

    String masked(String text) {
        var masked = text;
        for (var value : values) {
            masked = masked.replace(value, "***");
        }
        return masked;
    }
}
