package dev.firedrill.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Damage that nothing can pass over. */
public final class PlantedDamage {
    private static final int LENGTH = 64;

    private PlantedDamage() {}

    /**
     * Flips all bits of some bytes in the middle of a file. Of one byte that would not always be damage: some bytes of a
     * compressed file can be flipped, and it still unpacks to the same content.
     */
    public static void inTheMiddleOf(Path file) throws IOException {
        var content = Files.readAllBytes(file);
        int from = Math.max(0, (content.length - LENGTH) / 2);
        for (int place = from; place < Math.min(content.length, from + LENGTH); place++) {
            content[place] ^= (byte) 0xFF;
        }
        Files.write(file, content);
    }
}
