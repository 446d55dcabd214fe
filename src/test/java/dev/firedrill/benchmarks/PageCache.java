package dev.firedrill.benchmarks;

import dev.firedrill.process.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the files that are restored into the page cache, or out of it. Only these files are touched, not the whole
 * cache: that needs no root, and no other process on the machine pays for it.
 */
enum PageCache {
    WARM("cat {} +"),
    COLD("sh -c 'for file; do dd if=\"$file\" iflag=nocache count=0 status=none; done' sh {} +");

    private final String action;

    PageCache(String action) {
        this.action = action;
    }

    /** What other measurements left to be written is written first, so that no later one pays for it. */
    void prepare(List<Path> places) {
        Command.of("sync").runOrThrow("writing back");
        for (var place : places) {
            Command.of("sh", "-c", "find '" + place + "' -type f -exec " + action + " >/dev/null")
                    .runOrThrow("preparing the page cache");
        }
    }
}
