package dev.firedrill.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The text of an error message of the protocol: severity, message, detail, hint. */
final class ServerError {
    private ServerError() {}

    static String text(byte[] content) {
        var fields = Arrays.stream(new String(content, StandardCharsets.UTF_8).split("\0"))
                .filter(field -> field.length() > 1)
                .collect(Collectors.toMap(field -> field.charAt(0), field -> field.substring(1), (a, b) -> a));
        var text = fields.getOrDefault('S', "ERROR") + ": " + fields.getOrDefault('M', "no message");
        for (char extra : new char[] {'D', 'H'}) {
            text += fields.containsKey(extra) ? "; " + fields.get(extra) : "";
        }
        return fields.containsKey('C') ? text + " (SQLSTATE " + fields.get('C') + ")" : text;
    }
}
