package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;

/**
 * What is wrong with one segment of a WAL archive.
 *
 * @param segment its file name, or that of a timeline's history
 * @param kind what sort of fault it is
 * @param expected what should be there
 * @param found what is there
 */
public record WalFault(String segment, Kind kind, String expected, String found) {

    /** The sorts of faults that are told apart. */
    public enum Kind {
        MISSING("is missing"),
        WRONG_SIZE("is truncated or has grown"),
        NOT_WAL("is not WAL"),
        OTHER_CLUSTER("is of another cluster"),
        WRONG_ADDRESS("was swapped or renamed"),
        WRONG_TIMELINE("is of another timeline"),
        WRONG_GEOMETRY("is of a cluster with other sizes or another version"),
        DAMAGED("is damaged");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Damage behind the header of a segment: of a record or a page. */
    static WalFault inLog(WalSegment segment, String expected, String found) {
        return new WalFault(segment.name(), Kind.DAMAGED, expected, found);
    }

    /** Whether it may be whole a moment later, if somebody writes it just now. */
    boolean isTooShort() {
        return kind == Kind.WRONG_SIZE && bytes(found) < bytes(expected);
    }

    private static long bytes(String text) {
        return Long.parseLong(text.replace(" bytes", ""));
    }

    /** The failure that this fault means for a restore. */
    public BackupUnusable asFailure(WalArchive archive) {
        return new BackupUnusable(archive + ": " + this);
    }

    @Override
    public String toString() {
        return "%s %s %s: expecting %s, but found %s"
                .formatted(WalSegment.isName(segment) ? "segment" : "file", segment, kind.words, expected, found);
    }
}
