package dev.firedrill.report;

/** Text in a limited room. */
final class Text {
    private Text() {}

    /** The text, its end replaced by dots where it is longer than the room. */
    static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, room - 3).stripTrailing() + "...";
    }
}
