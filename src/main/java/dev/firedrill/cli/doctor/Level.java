package dev.firedrill.cli.doctor;

/** How bad a thing is; of problems, whose it is. */
public enum Level {
    OK("ok"),
    /** Only a restore shows it. */
    LATER("later"),
    WARN("warn"),
    /** A drill could not tell. */
    LACKING("problem"),
    /** A drill would fail. */
    BAD_BACKUP("problem"),
    /** Nothing would be restored: the configuration is wrong. */
    MISTAKE("problem");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** Whether it must be mended before a drill can pass. */
    public boolean isProblem() {
        return compareTo(LACKING) >= 0;
    }
}
