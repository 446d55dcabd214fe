package dev.firedrill.verdict;

/** Every message begins with its verdict, once. */
final class Headline {
    private Headline() {}

    static String of(Verdict verdict, String message) {
        var text = message == null ? "" : message;
        return text.startsWith(verdict.name()) ? text : verdict + "  " + text;
    }

    /** Verdict, then the headline of a restoration, then the message without what stands before it already. */
    static String of(Verdict verdict, String headline, String message) {
        var prefix = verdict + "  ";
        var text = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        var known = text.startsWith(headline) || text.startsWith(headline.split(" · ")[0] + " · ");
        return prefix + (known ? text : headline + "\n" + text);
    }
}
