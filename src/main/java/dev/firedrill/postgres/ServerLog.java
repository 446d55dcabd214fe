package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's log, read with {@code lc_messages=C}, {@code log_line_prefix='%m [%p] '} and {@code log_timezone=UTC}: why a
 * server ended, and where recovery stopped.
 */
public final class ServerLog {
    private static final Pattern LINE = Pattern.compile("\\d{4}-[\\d: .-]+ \\S+ \\[\\d+] ([A-Z]+): +(.*)");
    private static final Pattern WRONG_SIZE = Pattern.compile("archive file \"([0-9A-F]{24})\" has wrong size");
    private static final String TARGET_MISSED = "recovery ended before configured recovery target was reached";
    private static final int SHOWN = 12;

    private final List<String> lines;

    private ServerLog(List<String> lines) {
        this.lines = lines;
    }

    public static ServerLog of(List<String> lines) {
        return new ServerLog(List.copyOf(lines));
    }

    /**
     * A complaint of the server that is understood.
     *
     * @param verdict FAIL if the backup is at fault, INCONCLUSIVE if the host is
     * @param text the complaint, with its details
     */
    public record Complaint(Verdict verdict, String text) {}

    /**
     * The complaint that decides, if one is understood. What the host lacks outweighs what looks like a bad backup: a
     * full disk makes a server say anything.
     */
    public Optional<Complaint> complaint() {
        var all = complaints();
        return all.stream()
                .filter(complaint -> complaint.verdict() == Verdict.INCONCLUSIVE)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /**
     * What the end of a server means for its backup. What is not understood is no proof of anything.
     *
     * @param doing what the server was doing, for the message
     * @return a {@link BackupUnusable} or an {@link Inconclusive}
     */
    public Throwable failure(String doing) {
        var complaint = complaint();
        var headline =
                doing + ": " + complaint.map(Complaint::text).orElse("the server ended, and its log does not say why");
        var message = headline + remedy(complaint.map(Complaint::text).orElse("")) + ending();
        var failed = complaint.filter(it -> it.verdict() == Verdict.FAIL).isPresent();
        return failed ? new BackupUnusable(message) : new Inconclusive(message);
    }

    private static String remedy(String complaint) {
        var remedy = HostRemedies.of(complaint);
        return remedy.isEmpty() ? "" : "\n  Remedy: " + remedy;
    }

    /** Where recovery stopped. */
    public RecoveryBoundary boundary() {
        return BoundaryReader.read(lines);
    }

    /** Why the server read no further in its log, where it said so. */
    Optional<EndOfLog> endOfLog() {
        return EndOfLog.of(lines);
    }

    /** An error of this host's disk, which ends a replay as the end of the log does. */
    Optional<String> readError() {
        return lines.stream()
                .filter(line -> LINE.matcher(line).matches() && line.contains("Input/output error"))
                .findFirst();
    }

    /** Whether it ended because the log ended before the target. */
    boolean missedItsTarget() {
        return complaint().filter(it -> it.text().contains(TARGET_MISSED)).isPresent();
    }

    /** The segment that was too short or too long when the server ended for it. */
    Optional<String> segmentOfWrongSize() {
        return complaint()
                .map(it -> WRONG_SIZE.matcher(it.text()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    /** The last lines, as the end of a message. */
    String ending() {
        var tail = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        return "\n  last lines of the server's log:\n    " + String.join("\n    ", tail);
    }

    private List<Complaint> complaints() {
        var found = new ArrayList<Complaint>();
        for (var text : severeMessages()) {
            ComplaintPatterns.verdict(text).ifPresent(verdict -> found.add(new Complaint(verdict, text)));
        }
        return found;
    }

    /** Messages of errors, each with the details and hints that follow it. */
    private List<String> severeMessages() {
        var messages = new ArrayList<String>();
        var severe = false;
        for (var line : lines) {
            var matcher = LINE.matcher(line);
            var level = matcher.matches() ? matcher.group(1) : "";
            switch (level) {
                case "ERROR", "FATAL", "PANIC" -> {
                    severe = true;
                    messages.add(level + ": " + matcher.group(2));
                }
                case "DETAIL", "HINT", "CONTEXT" -> {
                    if (severe) {
                        int last = messages.size() - 1;
                        messages.set(last, messages.get(last) + "; " + matcher.group(2));
                    }
                }
                default -> severe = severe && level.isEmpty();
            }
        }
        return messages;
    }
}
