package dev.firedrill.report;

import dev.firedrill.restore.Instance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run comes to, line by line. */
record Ending(Run run, List<RestorationRow> rows, Path report) {
    private static final int ROOM = 118;

    List<String> lines() {
        var lines = new ArrayList<String>();
        var outcome = verdict() + " " + coverage();
        var together = outcome + " " + disposal();
        lines.addAll(together.length() <= ROOM ? List.of(together) : List.of(outcome, disposal()));
        lines.addAll(untested());
        lines.addAll(asOf());
        rows.forEach(row -> lines.addAll(extent(row.restoration())));
        rows.stream().filter(row -> !row.isProven()).forEach(row -> lines.add(Reason.of(run, row.restoration())));
        lines.addAll(
                Reason.warnings(rows.stream().map(RestorationRow::restoration).toList()));
        run.checks().stream()
                .filter(check ->
                        check.restorations().isEmpty() && check.verdict().breaksTheBuild())
                .forEach(check -> lines.add(Reason.of(check)));
        run.lateFailures()
                .forEach(failure -> lines.add(
                        Text.cut("Late failure: " + failure.lines().findFirst().orElse(""), ROOM)));
        rows.forEach(row -> lines.addAll(remains(row.restoration())));
        lines.add("Report: " + relative(report));
        return lines;
    }

    private String verdict() {
        var word = run.verdict() + ": ";
        long open = rows.stream().filter(row -> !row.isProven()).count();
        if (open > 0) {
            return word + open + " of " + rows.size() + " restores not proven"
                    + (run.checks().isEmpty() ? "; no check ran." : ".");
        }
        if (run.checks().isEmpty()) {
            return word + "no check ran.";
        }
        long red = run.checks().stream()
                .filter(check -> check.verdict().breaksTheBuild())
                .count();
        var proven = rows.isEmpty() ? "nothing was restored" : rows.size() + " of " + rows.size() + " restores proven";
        var flaws = new ArrayList<String>();
        if (red > 0) {
            flaws.add(red + " of " + counted(run.checks().size(), "check") + " red");
        }
        if (!run.lateFailures().isEmpty()) {
            flaws.add(counted(run.lateFailures().size(), "late failure"));
        }
        return word + proven + (flaws.isEmpty() ? "." : ", but " + String.join(" and ", flaws) + ".");
    }

    private String coverage() {
        long tested = rows.stream()
                .map(row -> row.restoration().system().name())
                .distinct()
                .count();
        return tested + " of " + counted(run.configuration().systems().size(), "system") + " tested.";
    }

    /** Systems that are tested in no suite, named in every run: by mistake, or by decision. */
    private List<String> untested() {
        var lines = new ArrayList<String>();
        if (!run.uncovered().isEmpty()) {
            lines.add("Uncovered, no check of any suite looks at: " + String.join(", ", run.uncovered()));
        }
        run.configuration().outOfScope().stream()
                .map(system -> "Out of scope: %s, until %s by decision of %s: %s"
                        .formatted(system.name(), system.until(), system.owner(), system.reason()))
                .forEach(lines::add);
        return lines.stream().map(line -> Text.cut(line, ROOM)).toList();
    }

    private String disposal() {
        if (rows.isEmpty()) {
            return "No instances were made.";
        }
        long kept = count(Disposal.KEPT);
        long unknown = rows.size() - kept - count(Disposal.DISCARDED);
        var keptAsAsked = kept == 0 ? "" : counted(kept, "instance") + " kept as asked, see below.";
        if (unknown > 0) {
            return ("NOT known to be gone: " + counted(unknown, "instance") + ", see below. " + keptAsAsked).strip();
        }
        return kept > 0 ? keptAsAsked : "All instances gone: verified.";
    }

    private long count(Disposal disposal) {
        return rows.stream()
                .filter(row -> row.restoration().disposal() == disposal)
                .count();
    }

    private List<String> asOf() {
        Map<Instant, TreeSet<String>> systems = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.restoration().asOf().truncatedTo(ChronoUnit.SECONDS),
                        TreeMap::new,
                        Collectors.mapping(
                                row -> row.restoration().system().name(), Collectors.toCollection(TreeSet::new))));
        return systems.entrySet().stream()
                .map(entry -> "As of " + entry.getKey()
                        + (systems.size() == 1 ? "" : " (" + String.join(", ", entry.getValue()) + ")"))
                .map(line -> Text.cut(line, ROOM))
                .toList();
    }

    /** A verdict of what was read in part must not be read without its part. */
    private static List<String> extent(Restoration restoration) {
        return restoration.instance().flatMap(Instance::readInPlace).stream()
                .map(extent -> Text.cut(restoration.system().name() + ": " + extent, ROOM))
                .toList();
    }

    private static List<String> remains(Restoration restoration) {
        var name = restoration.id() + " (" + restoration.system().name() + ")";
        return switch (restoration.disposal()) {
            case DISCARDED -> List.of();
            case KEPT -> Stream.of(
                            "Kept: " + name,
                            "  connect: "
                                    + restoration
                                            .instance()
                                            .map(Instance::connection)
                                            .orElse("unknown: the restore did not come to its end"),
                            "  discard: "
                                    + restoration
                                            .instance()
                                            .map(Instance::discarding)
                                            .orElse("see the ledger"))
                    .toList();
            case LEFT_BEHIND -> List.of("LEFT BEHIND: " + name + " could not be removed; it is in the ledger");
            case PENDING -> List.of("Unknown whether it is gone: " + name + "; see the ledger");
        };
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static Path relative(Path report) {
        var here = Path.of("").toAbsolutePath();
        var there = report.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
