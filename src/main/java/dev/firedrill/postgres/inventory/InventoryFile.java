package dev.firedrill.postgres.inventory;

import dev.firedrill.rules.SealedJson;
import java.nio.file.Path;

/** An inventory of a database as JSON, with a checksum of its own. */
final class InventoryFile {
    private static final int FORMAT = 1;

    private final SealedJson file;

    InventoryFile(Path file) {
        this.file = new SealedJson(
                file,
                "inventory",
                FORMAT,
                "record it anew with firedrill inventory, or bring back the file that it wrote");
    }

    void write(Inventory inventory) {
        file.write(tree -> InventoryJson.tree(tree, inventory));
    }

    Inventory read() {
        return file.read(InventoryJson::inventory);
    }
}
