package dev.firedrill.matrix;

import dev.firedrill.postgres.integrity.MendedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The pages of one file of a relation, read to be changed. */
record Pages(byte[] bytes) {
    static Pages of(Path file) throws IOException {
        return new Pages(Files.readAllBytes(file));
    }

    byte[] page(int block) {
        return Arrays.copyOfRange(bytes, block * PlantedShop.PAGE, (block + 1) * PlantedShop.PAGE);
    }

    /** The same with another page in the place of one. */
    Pages put(int block, byte[] page) {
        var changed = bytes.clone();
        System.arraycopy(page, 0, changed, block * PlantedShop.PAGE, PlantedShop.PAGE);
        return new Pages(changed);
    }

    /** The same with a checksum that fits. */
    Pages mended(int block) {
        var changed = bytes.clone();
        MendedPage.mend(changed, block);
        return new Pages(changed);
    }

    /** Where a text stands for the first time. */
    int placeOf(String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("no [" + text + "] in these pages");
        }
        return at;
    }
}
