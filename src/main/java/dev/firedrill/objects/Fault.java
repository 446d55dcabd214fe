package dev.firedrill.objects;

/** What can be wrong with an object, each said in words of its own. */
enum Fault {
    MISSING("missing"),
    NOT_A_FILE("no file"),
    EXTRA("not on the list"),
    TRUNCATED("truncated"),
    TOO_LONG("longer than listed"),
    ALTERED("altered: its content has another digest"),
    NO_DIGEST("listed without a digest"),
    ARCHIVED("archived, and not to be read until brought back"),
    UNREADABLE("unreadable"),
    CHANGED("changed while it was read");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** After a number of objects: {@code 2 of 31 objects are missing}. */
    String words() {
        return words;
    }
}
