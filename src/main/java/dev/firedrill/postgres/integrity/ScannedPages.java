package dev.firedrill.postgres.integrity;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.verdict.BackupUnusable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scan of all pages found.
 *
 * @param checksums whether pages carry one
 * @param faults the first of them, by file
 * @param faulty how many faults there are
 * @param newPages pages of nothing but zeros
 * @param newPagesInside tables that have such pages with written ones behind them: {@code base/5/16384 (3 pages)}
 * @param emptyStates files of {@code pg_xact} and {@code pg_commit_ts} with pages that hold nothing but zeros: {@code
 *     pg_xact/0000 (1 pages)}; files of {@code pg_multixact/offsets} that lack some
 * @param contradictions rows that say something else of a transaction than these files do; looked for at depth {@code
 *     structure}
 */
public record ScannedPages(
        boolean checksums,
        long files,
        long pages,
        long newPages,
        List<PageFault> faults,
        long faulty,
        List<String> newPagesInside,
        List<String> emptyStates,
        List<Contradiction> contradictions,
        Duration elapsed) {
    private static final int SHOWN = 20;

    static ScannedPages of(List<ScannedFork> forks, TransactionLogs logs, boolean checksums, Duration elapsed) {
        var lost = logs.faults();
        return new ScannedPages(
                checksums,
                forks.stream().mapToLong(fork -> fork.fork().segments().size()).sum(),
                forks.stream().mapToLong(ScannedFork::pages).sum(),
                forks.stream().mapToLong(ScannedFork::newPages).sum(),
                Stream.concat(lost.stream(), forks.stream().flatMap(fork -> fork.faults().stream()))
                        .limit(SHOWN)
                        .toList(),
                forks.stream().mapToLong(ScannedFork::faulty).sum() + lost.size(),
                forks.stream()
                        .filter(fork -> fork.newPagesInside() > 0)
                        .map(fork -> "%s (%,d pages)".formatted(fork.fork().name(), fork.newPagesInside()))
                        .toList(),
                lost.isEmpty() ? logs.emptyPages() : List.of(),
                List.of(),
                elapsed);
    }

    ScannedPages with(List<Contradiction> found) {
        return new ScannedPages(
                checksums, files, pages, newPages, faults, faulty, newPagesInside, emptyStates, found, elapsed);
    }

    /** @throws BackupUnusable naming the faults by file and block, if there are any */
    public void requireSound() {
        if (faulty == 0) {
            return;
        }
        throw new BackupUnusable(
                "expecting all %,d pages in %,d files to be sound after recovery and a clean stop, but found %,d faults:%n  %s%s%n  Which table: SELECT pg_filenode_relation(0, 16384) in the database with the OID of the directory, for base/5/16384"
                        .formatted(
                                pages,
                                files,
                                faulty,
                                faults.stream().map(PageFault::toString).collect(Collectors.joining("\n  ")),
                                faulty > faults.size() ? "\n  ... %,d more".formatted(faulty - faults.size()) : ""));
    }

    /** Faults ended the restore, so that what is left to say is what could not be verified. */
    Finding finding() {
        if (!checksums) {
            return Finding.unknown("page checksums: off, not verified", null);
        }
        return Finding.ofOffences(faulty, Bounds.NONE_ALLOWED).found(toString()).note(toString());
    }

    @Override
    public String toString() {
        return "pages: %,d in %,d files read after recovery and a clean stop, %,d of them new (all zeros); %s; took %.1f s"
                .formatted(
                        pages,
                        files,
                        newPages,
                        checksums ? "checksums verified" : "page checksums: off, not verified",
                        elapsed.toMillis() / 1000.0);
    }
}
