package dev.firedrill.cli;

import java.nio.file.Path;
import java.util.List;

/** How the inventory of one engine is recorded. */
interface InventoryRecording {
    /**
     * Records it into a file.
     *
     * @return what a person is told: first what was recorded, in one sentence without an end, then whatever else matters
     */
    List<String> record(Path file);

    /** What a restore needs beside the inventory; empty, or a semicolon and some words. */
    String condition();

    /** What in the configuration makes a restore that is compared with it. */
    default String comparedBy() {
        return "restores: {monthly: [inventory]}" + condition();
    }
}
