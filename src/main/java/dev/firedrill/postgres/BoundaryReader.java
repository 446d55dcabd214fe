package dev.firedrill.postgres;

import dev.firedrill.postgres.RecoveryStop.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the lines of a server's log that tell where recovery stopped. */
final class BoundaryReader {
    /** Only whole lines of the server count: a logged statement may quote anything. */
    private static final String LOG = "^\\d{4}-[\\d: .-]+ \\S+ \\[\\d+] LOG: +";

    private static final Pattern CONSISTENT =
            Pattern.compile(LOG + "consistent recovery state reached at ([0-9A-F]+/[0-9A-F]+)");
    private static final Pattern REDO_DONE = Pattern.compile(LOG + "redo done at ([0-9A-F]+/[0-9A-F]+)");
    private static final Pattern LAST_COMMIT =
            Pattern.compile(LOG + "last completed transaction was at log time (.+)$");
    private static final Pattern TRANSACTION =
            Pattern.compile(LOG + "recovery stopping (before|after) (commit|abort) of transaction (\\d+), time (.+)$");
    private static final Pattern NAME =
            Pattern.compile(LOG + "recovery stopping at restore point \"(.*)\", time (.+)$");
    private static final Pattern POSITION =
            Pattern.compile(LOG + "recovery stopping (before|after) WAL location \\(LSN\\) \"?([0-9A-F]+/[0-9A-F]+)");
    private static final Pattern CONSISTENCY = Pattern.compile(LOG + "recovery stopping after reaching consistency");
    private static final Pattern TIMELINE = Pattern.compile(LOG + "selected new timeline ID: (\\d+)");
    private static final Pattern COMPLETE = Pattern.compile(LOG + "archive recovery complete");
    private static final Pattern RESTORED = Pattern.compile(LOG + "restored log file \"(.+)\" from archive");

    private BoundaryReader() {}

    static RecoveryBoundary read(List<String> lines) {
        return new RecoveryBoundary(
                last(lines, CONSISTENT).map(it -> Lsn.parse(it.group(1))),
                last(lines, REDO_DONE).map(it -> Lsn.parse(it.group(1))),
                last(lines, LAST_COMMIT).flatMap(it -> LogTime.parse(it.group(1))),
                stop(lines),
                last(lines, TIMELINE).map(it -> Integer.valueOf(it.group(1))),
                last(lines, COMPLETE).isPresent(),
                all(lines, RESTORED).stream().map(it -> it.group(1)).toList());
    }

    private static Optional<RecoveryStop> stop(List<String> lines) {
        return last(lines, TRANSACTION)
                .map(it -> new RecoveryStop(
                        it.group(2).equals("commit") ? Kind.COMMIT : Kind.ABORT,
                        it.group(1).equals("after"),
                        "of transaction " + it.group(3),
                        time(it.group(4))))
                .or(() -> last(lines, NAME)
                        .map(it -> new RecoveryStop(Kind.RESTORE_POINT, true, it.group(1), time(it.group(2)))))
                .or(() -> last(lines, POSITION)
                        .map(it -> new RecoveryStop(
                                Kind.POSITION, it.group(1).equals("after"), it.group(2), Optional.empty())))
                .or(() -> last(lines, CONSISTENCY)
                        .map(it -> new RecoveryStop(Kind.CONSISTENCY, true, "", Optional.empty())));
    }

    private static Optional<Instant> time(String text) {
        return LogTime.parse(text);
    }

    private static Optional<MatchResult> last(List<String> lines, Pattern pattern) {
        var found = all(lines, pattern);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    private static List<MatchResult> all(List<String> lines, Pattern pattern) {
        var found = new ArrayList<MatchResult>();
        for (var line : lines) {
            var matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.toMatchResult());
            }
        }
        return found;
    }
}
