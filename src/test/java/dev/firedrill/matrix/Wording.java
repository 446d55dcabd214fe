package dev.firedrill.matrix;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Messages without what differs from host to host and from run to run, short enough for a cell of a table. */
final class Wording {
    private static final int LONGEST = 220;
    private static final Pattern HEADLINE = Pattern.compile("^(FAIL|WARN|INCONCLUSIVE)  .* · .*$");

    /** Before numbers are: some have no letter in them. */
    private static final Pattern CHECKSUM = Pattern.compile(
            "(?<=(checksum|computed|contains|number|bears,) )[0-9A-F]{1,8}\\b|(?<=found )([0-9A-F]{8}|(?=\\w*[A-F])[0-9A-F]{2,8})\\b");

    private Wording() {}

    /**
     * A message of Firedrill: what it says after its headline, in one line.
     *
     * @param relations their files by their names, which are put in the place of the files
     */
    static String ofMessage(String message, Map<String, String> relations) {
        var said = named(message, relations);
        var lines = said.lines()
                .filter(line -> !HEADLINE.matcher(line).matches())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .takeWhile(line -> !line.startsWith("Remedy: ") && !line.startsWith("All:"))
                .collect(Collectors.joining(" "));
        return ofLine((lines.isEmpty() ? said : lines).replaceFirst("^(FAIL|WARN|INCONCLUSIVE)  ", ""));
    }

    /** Files of relations by their names, since their numbers differ from run to run: {@code {orders}}. */
    static String named(String text, Map<String, String> relations) {
        var said = text;
        for (var relation : relations.entrySet()) {
            said = said.replaceAll("\\b" + relation.getValue() + "(?!\\d)", "{" + relation.getKey() + "}");
        }
        return said;
    }

    /** One line of any program. */
    static String ofLine(String line) {
        var plain = CHECKSUM.matcher(line)
                .replaceAll("HEX")
                .replaceAll("'?/[\\w.-]+(/[\\w.%-]+)+/(?=[\\w.-])", "")
                .replaceAll("/tmp/[\\w./-]+", "DIRECTORY")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.\\d]*( ?UTC|Z)?", "TIME")
                .replaceAll("\\b[0-9A-F]{24}\\b", "SEGMENT")
                .replaceAll("base/\\d+/\\d+", "base/N/N")
                .replaceAll("\\b[0-9A-F]{1,8}/[0-9A-F]{1,8}\\b", "LSN")
                .replaceAll("\\b[0-9a-f]{16,}\\b", "DIGEST")
                .replaceAll("(?<![\\w.])\\d[\\d,]*(\\.\\d+)?(?![\\w])", "N")
                .replaceAll("PGSQL\\.\\d+", "PGSQL.N")
                .replaceAll("pg_toast_\\d{5,}", "pg_toast_N")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).strip() + " ...";
    }

    /** As a cell of a table in Markdown. */
    static String asCell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*");
    }
}
