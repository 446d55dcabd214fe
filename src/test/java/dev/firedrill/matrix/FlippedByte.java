package dev.firedrill.matrix;

/** A page of each kind, and the byte in it that is flipped. */
enum FlippedByte {
    HEAP("flip in a heap", "customers", "", "Customer 400"),
    INDEX("flip in an index", "order_items_pkey", "", ""),
    TOAST("flip in a TOAST table", "documents.toast", "", "letter 7 "),
    VISIBILITY_MAP("flip in a visibility map", "customers", "_vm", ""),
    FREE_SPACE_MAP("flip in a free-space map", "order_items", "_fsm", "");

    private final String words;
    private final String relation;
    private final String fork;
    private final String text;

    FlippedByte(String words, String relation, String fork, String text) {
        this.words = words;
        this.relation = relation;
        this.fork = fork;
        this.text = text;
    }

    void flip(PlantedShop shop) throws Exception {
        var file = shop.relation(relation, fork);
        shop.files().flip(file, at(shop));
    }

    void flipMended(PlantedShop shop) throws Exception {
        var file = shop.relation(relation, fork);
        shop.flipMended(file, at(shop) / PlantedShop.PAGE, at(shop) % PlantedShop.PAGE);
    }

    /** In a value, in the key of a leaf's first entry, or in the first byte behind the header of a map's page. */
    private int at(PlantedShop shop) throws Exception {
        var pages = Pages.of(shop.relation(relation, fork));
        return switch (this) {
            case HEAP, TOAST -> pages.placeOf(text) + text.strip().length() - 1;
            case INDEX -> PlantedShop.PAGE + 8168;
            case VISIBILITY_MAP -> 24;
            case FREE_SPACE_MAP -> 2 * PlantedShop.PAGE + 5000;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
