package dev.firedrill.allure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A page that loads nothing from elsewhere. Allure's template loads a tracker, unless an environment variable says no,
 * which a process cannot set for itself; a report on backups must not tell others that it was opened.
 */
final class SelfContainedPage {
    private static final Pattern FOREIGN_SCRIPT = Pattern.compile("<script[^>]{0,80} src=\"https?:[^\"]*\"></script>");
    private static final Pattern FOREIGN = Pattern.compile("(src|href)=\"(https?:)?//");

    private SelfContainedPage() {}

    /**
     * Takes foreign scripts out of a page.
     *
     * @throws IllegalStateException if anything foreign remains
     */
    static void make(Path page) throws IOException {
        var clean = FOREIGN_SCRIPT.matcher(Files.readString(page)).replaceAll("");
        var foreign = FOREIGN.matcher(clean);
        if (foreign.find()) {
            var end = Math.min(clean.length(), foreign.start() + 120);
            throw new IllegalStateException("the report would load " + clean.substring(foreign.start(), end));
        }
        Files.writeString(page, clean);
    }
}
