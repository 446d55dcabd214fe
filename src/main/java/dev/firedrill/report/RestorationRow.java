package dev.firedrill.report;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/** One restore in a line: what was restored, its verdict, and how it stands to its objectives. */
record RestorationRow(Restoration restoration, Verdict verdict, List<String> cells) {
    private static final int SYSTEM_WIDTH = 18;
    private static final int RESTORED_WIDTH = 38;
    private static final String IN_PLACE = "read in place";

    static RestorationRow of(Run run, Restoration restoration) {
        var verdict = run.verdictOf(restoration);
        return new RestorationRow(
                restoration,
                verdict,
                List.of(
                        Text.cut(restoration.system().name(), SYSTEM_WIDTH),
                        restored(restoration),
                        verdict.name(),
                        restoreTime(restoration),
                        dataLost(restoration),
                        rules(restoration)));
    }

    boolean isProven() {
        return verdict == Verdict.PASS || verdict == Verdict.WARN;
    }

    private static String restored(Restoration restoration) {
        var backup = restoration.backup().map(Backup::id).orElse("no backup");
        return Text.cut(restoration.request().describe() + "  " + backup, RESTORED_WIDTH);
    }

    private static String restoreTime(Restoration restoration) {
        return restoration
                .rto()
                .map(time -> of(time, restoration.system().objectives().rto()))
                .orElse(
                        restoration.isReadInPlace()
                                ? IN_PLACE
                                : restoration.failure().isPresent() ? "no restore" : "unknown");
    }

    private static String dataLost(Restoration restoration) {
        if (restoration.isReadInPlace()) {
            return "not measured";
        }
        return restoration
                .rpo()
                .map(loss -> of(loss, restoration.system().objectives().rpo()))
                .orElse(asksForNewest(restoration) ? "unknown" : "not measured");
    }

    /** Only a restore of the newest state can tell how much would be lost. */
    private static boolean asksForNewest(Restoration restoration) {
        var request = restoration.request();
        var asked = request.random().isEmpty()
                && (request.at().isEmpty() || request.at().equals("latest"));
        return restoration.target().map(RecoveryTarget.Latest.class::isInstance).orElse(asked);
    }

    private static String rules(Restoration restoration) {
        var rules = restoration.rules();
        if (rules.isEmpty()) {
            return "none ran";
        }
        long held = rules.stream()
                .filter(rule -> rule.verdict() == Verdict.PASS || rule.verdict() == Verdict.WARN)
                .count();
        return held + " of " + rules.size();
    }

    private static String of(Duration found, Duration allowed) {
        return Durations.text(found) + (allowed == null ? "" : " of " + Durations.text(allowed));
    }
}
