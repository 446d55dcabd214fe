package dev.firedrill.report;

import dev.firedrill.verdict.Verdict;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/**
 * What a terminal can show.
 *
 * @param charset characters that it has; others are replaced by ASCII ones
 * @param colour whether verdicts are coloured; they are always words too
 */
public record Screen(Charset charset, boolean colour) {
    private static final String RESET = "\u001b[0m";

    /** The screen of this process. */
    public static Screen ofPlatform(boolean colour) {
        var name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        try {
            return new Screen(Charset.forName(name), colour);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return new Screen(Charset.defaultCharset(), colour);
        }
    }

    /** The text with control characters removed, and with ASCII where the charset has no better. */
    String plain(String text) {
        var encoder = charset.newEncoder();
        var shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            var character = Character.toString(point);
            if (Character.isISOControl(point)) {
                shown.append(' ');
            } else {
                shown.append(encoder.canEncode(character) ? character : ascii(point));
            }
        });
        return shown.toString();
    }

    /** The line with its verdict's word coloured, where it begins a line or stands between blanks. */
    String coloured(String line, Verdict verdict) {
        if (!colour) {
            return line;
        }
        var start =
                switch (verdict) {
                    case PASS -> "\u001b[32m";
                    case WARN, UNCOVERED -> "\u001b[33m";
                    case INCONCLUSIVE -> "\u001b[35m";
                    case FAIL -> "\u001b[31m";
                };
        return line.replaceFirst("(?<=\\s)" + verdict.name() + "(?=[\\s:]|$)", start + verdict.name() + RESET);
    }

    private static String ascii(int point) {
        return switch (point) {
            case '·', '–', '—', '•' -> "-";
            case '→' -> "->";
            case '…' -> "...";
            case '“', '”' -> "\"";
            case '‘', '’' -> "'";
            default -> "?";
        };
    }
}
