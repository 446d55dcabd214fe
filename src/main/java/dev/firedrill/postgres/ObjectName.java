package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name as a user writes it: parts between dots, each spelt as in the catalog or in double quotes. Whatever else is
 * written is taken as one odd name; it never becomes SQL.
 */
record ObjectName(List<String> parts) {
    private static final Pattern PART = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")+)\"|([^\".]+))(\\.|\\z)");

    static ObjectName of(String written) {
        var parts = new ArrayList<String>();
        var matcher = PART.matcher(written);
        boolean complete = false;
        while (!complete && matcher.find()) {
            parts.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\"\"", "\""));
            complete = matcher.group(3).isEmpty();
        }
        return new ObjectName(complete ? List.copyOf(parts) : List.of(written));
    }

    /** The name as SQL, every part quoted. */
    String quoted() {
        return parts.stream().map(ObjectName::identifier).collect(Collectors.joining("."));
    }

    /** One part as SQL, quoted. */
    static String identifier(String part) {
        return '"' + part.replace("\"", "\"\"") + '"';
    }

    /** A single part, unquoted: the name of a column. */
    String single() {
        return String.join(".", parts);
    }
}
