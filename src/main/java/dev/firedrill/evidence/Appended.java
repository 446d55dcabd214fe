package dev.firedrill.evidence;

import java.util.List;

/**
 * What came of adding a run to the evidence.
 *
 * @param head hash of the newest line, to be anchored elsewhere
 * @param notes what a person should know: lines that are torn or broken; empty if all is well
 */
public record Appended(String head, List<String> notes) {
    public Appended {
        notes = List.copyOf(notes);
    }
}
