package dev.firedrill.matrix;

/** What found a fault: the layers of a restore, in the order in which they look. */
enum Layer {
    CONFIGURATION("configuration"),
    SELECTION("selection"),
    PERMISSIONS("permissions"),
    ARCHIVE("archive"),
    LABELS("labels"),
    CONTROL_FILE("control file"),
    WAL("WAL continuity"),
    MANIFEST("manifest"),
    RECOVERY("recovery"),
    SLRU("transaction logs"),
    PAGES("pages"),
    SERVER("server"),
    STRUCTURE("structure"),
    CATALOG("catalog rules"),
    SHOP("rules of the shop"),
    OBJECTIVES("objectives"),
    OBJECTS("objects"),
    /** Of Redis: what is read of a file before a server loads it. */
    FILE("file"),
    /** Of Redis: its server, while it loads, and what it says of that. */
    LOADING("loading"),
    REDIS("rules of Redis"),
    /** Found by none of them; depth {@code content} says that it lacks what would show it. */
    INVENTORY("needs an inventory"),
    /** Found by nothing at all. No fault may end here. */
    NONE("none");

    private final String words;

    Layer(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
