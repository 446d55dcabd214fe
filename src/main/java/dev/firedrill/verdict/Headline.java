package dev.firedrill.verdict;

/** Every message begins with its verdict, once. */
final class Headline {
    private Headline() {}

    static String of(Verdict verdict, String message) {
        var text = message == null ? "" : message;
        return text.startsWith(verdict.name()) ? text : verdict + "  " + text;
    }
}
