package dev.firedrill.matrix;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One engine's part of {@code docs/fault-matrix.md}: from a title to the next one. Each is written by its own test, which
 * leaves the others as they are.
 *
 * @param title its first line
 */
record MatrixSection(String title) {
    /** The section in a document; empty if it has none. */
    String in(String document) {
        return parts(document).stream()
                .filter(part -> part.startsWith(title + "\n"))
                .findFirst()
                .orElse("");
    }

    /** The document with another text in the section's place, or at its end. */
    String replaced(String document, String section) {
        if (in(document).isEmpty()) {
            return document.stripTrailing() + "\n\n" + section;
        }
        return parts(document).stream()
                        .map(part -> part.startsWith(title + "\n") ? section.stripTrailing() + "\n\n" : part)
                        .collect(Collectors.joining())
                        .stripTrailing()
                + "\n";
    }

    private static List<String> parts(String document) {
        return List.of(document.split("(?m)(?=^# )"));
    }
}
