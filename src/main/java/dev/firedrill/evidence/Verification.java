package dev.firedrill.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What is found when the evidence is verified.
 *
 * @param records restorations up to the first broken line
 * @param brokenLine the first line that is not as it was written, counted from 1; empty if there is none
 * @param reason what is wrong with it; empty if nothing is
 * @param tornLines lines that a crash left unfinished; each is kept, and a new segment says so
 * @param head hash of the last good line, to be compared with one that is kept elsewhere: lines that were cut off the end
 *     cannot be noticed otherwise
 */
public record Verification(
        int records, Optional<Integer> brokenLine, String reason, List<Integer> tornLines, String head) {
    public Verification {
        tornLines = List.copyOf(tornLines);
    }

    /** Whether every line is as it was written and follows the one before. */
    public boolean isUnbroken() {
        return brokenLine.isEmpty();
    }
}
