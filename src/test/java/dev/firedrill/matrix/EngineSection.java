package dev.firedrill.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of {@code docs/fault-matrix.md} that one engine beside PostgreSQL writes, behind the matrix of that. Who writes
 * one part leaves the others as they are.
 *
 * @param engine its name, which marks where its part begins and ends
 */
record EngineSection(String engine) {
    private static final Pattern ANY = Pattern.compile("(?s)<!-- begin of (\\w+) -->.*?<!-- end of \\1 -->\n");

    /** The parts of all engines, as the document has them. */
    static String allIn(String document) {
        var parts = new StringBuilder();
        ANY.matcher(document).results().forEach(part -> parts.append('\n').append(part.group()));
        return parts.toString();
    }

    /** The text of this part; empty where there is none. */
    String in(String document) {
        var found = ANY.matcher(document)
                .results()
                .filter(part -> part.group(1).equals(engine))
                .findFirst();
        return found.map(part -> part.group()).orElse("");
    }

    /** As it stands in the document. */
    String marked(String text) {
        return "<!-- begin of " + engine + " -->\n" + text.strip() + "\n<!-- end of " + engine + " -->\n";
    }

    void write(String text) throws IOException {
        var document = Files.readString(MatrixDocument.FILE);
        var part = marked(text);
        var before = in(document);
        Files.writeString(
                MatrixDocument.FILE,
                before.isEmpty()
                        ? document.strip() + "\n\n" + part
                        : document.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(part)));
    }
}
