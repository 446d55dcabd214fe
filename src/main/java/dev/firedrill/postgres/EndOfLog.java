package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a server read no further in its log, where it said so. It says nothing where the next segment is not there; it
 * says the same of a segment that was filled up with zeros and of one that is damaged.
 *
 * @param message in the server's words
 */
record EndOfLog(String message) {
    private static final Pattern COMPLAINT = Pattern.compile("^\\d{4}-[\\d: .-]+ \\S+ \\[\\d+] LOG: +(.*(?:"
            + "invalid (?:record (?:offset|length)|contrecord|resource manager ID|magic number|info bits|block_id)"
            + "|incorrect (?:resource manager data checksum|prev-link)"
            + "|record length \\d+ at|contrecord (?:flag|is requested)|missing contrecord"
            + "|unexpected pageaddr|out-of-(?:sequence timeline|order block_id)).*)$");

    private static final Pattern EMPTY_RECORD =
            Pattern.compile("invalid record length at ([0-9A-F]+/[0-9A-F]+): \\D+ \\d+, got 0$");
    private static final Pattern EMPTY_PAGE =
            Pattern.compile("invalid magic number 0000 in (?:WAL|log) segment ([0-9A-F]{24}).*, offset (\\d+)$");

    /** The last such message of a server's log; empty if there is none. */
    static Optional<EndOfLog> of(List<String> log) {
        return log.stream()
                .map(COMPLAINT::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new EndOfLog(matcher.group(1)))
                .reduce((first, second) -> second);
    }

    /** Whether there is nothing but zeros from there to the end of the newest segment: no log was lost then. */
    boolean isEmptyFrom(ArchivedWal archive, WalSegment newest) {
        return position(newest)
                .filter(position -> position.compareTo(newest.start()) >= 0 && position.compareTo(newest.end()) < 0)
                .filter(position -> isZero(
                        archive.look(newest.name()),
                        position.value() - newest.start().value()))
                .isPresent();
    }

    private Optional<Lsn> position(WalSegment newest) {
        var record = EMPTY_RECORD.matcher(message);
        if (record.find()) {
            return Lsn.find(record.group(1));
        }
        var page = EMPTY_PAGE.matcher(message);
        return page.find() && page.group(1).equals(newest.name())
                ? Optional.of(new Lsn(newest.start().value() + Long.parseLong(page.group(2))))
                : Optional.empty();
    }

    private static boolean isZero(Path segment, long offset) {
        try (var file = Files.newInputStream(segment)) {
            file.skipNBytes(offset);
            for (byte value : file.readAllBytes()) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new Inconclusive("cannot read " + segment + ": " + e, e);
        }
    }

    @Override
    public String toString() {
        return message;
    }
}
