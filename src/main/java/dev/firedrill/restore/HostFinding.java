package dev.firedrill.restore;

import dev.firedrill.verdict.Inconclusive;
import java.util.List;

/**
 * What a look at this host found for one thing that a restore needs.
 *
 * @param subject what it is about, in a word or two: {@code locale}
 * @param found what is needed and what is there
 * @param remedy what to do about it; empty where nothing is to be done
 * @param concerned names of what it concerns in the restored data, such as indexes; never rows
 */
public record HostFinding(String subject, State state, String found, String remedy, List<String> concerned) {
    private static final String REMEDY = "\n  Remedy: ";

    /** Whether this host can judge, as far as this one thing goes. */
    public enum State {
        /** It has what is needed. */
        MET,
        /** It cannot be told yet: a later moment of the restore shows it. */
        NOT_YET_KNOWN,
        /** It can judge, but for a part that is named: the verdict is WARN. */
        DOUBTFUL,
        /** It cannot judge: the verdict is INCONCLUSIVE. */
        LACKING
    }

    public HostFinding {
        concerned = List.copyOf(concerned);
    }

    public static HostFinding met(String subject, String found) {
        return new HostFinding(subject, State.MET, found, "", List.of());
    }

    public static HostFinding notYetKnown(String subject, String why) {
        return new HostFinding(subject, State.NOT_YET_KNOWN, why, "", List.of());
    }

    public static HostFinding doubtful(String subject, String found, String remedy, List<String> concerned) {
        return new HostFinding(subject, State.DOUBTFUL, found, remedy, concerned);
    }

    public static HostFinding lacking(String subject, String found, String remedy) {
        return new HostFinding(subject, State.LACKING, found, remedy, List.of());
    }

    /** What stood in the way of a look, as a finding: its message begins with the verdict and ends with the remedy. */
    public static HostFinding lacking(String subject, Inconclusive obstacle) {
        var message = obstacle.getMessage().replaceFirst("^INCONCLUSIVE +", "");
        int remedy = message.lastIndexOf(REMEDY);
        return remedy < 0
                ? lacking(subject, message, "")
                : lacking(subject, message.substring(0, remedy), message.substring(remedy + REMEDY.length()));
    }

    /** What was found, and the remedy on a line of its own. */
    public String message() {
        return found + (remedy.isEmpty() ? "" : REMEDY + remedy);
    }

    @Override
    public String toString() {
        return subject + ": " + message();
    }
}
