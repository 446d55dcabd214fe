package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.ControlFile;
import dev.firedrill.postgres.ControlFile.ClusterState;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Reads every page of every relation of a cluster that was stopped cleanly. Pages of a base backup that no log was
 * replayed over may be torn, and those of a running server old: neither says anything of the backup.
 */
public final class PageScan {
    private static final int THREADS = 2;

    private final Path data;
    private final Deadline deadline;
    private final PageLayout layout;
    private final long end;
    private final List<RelationFork> forks;

    private PageScan(Path data, ControlFile control, Deadline deadline) {
        this.data = data;
        this.deadline = deadline;
        this.layout = PageLayout.of(control);
        this.end = control.checkpoint().value();
        this.forks = RelationFork.of(RelationFiles.of(data));
    }

    /**
     * Reads them.
     *
     * @param data the data directory
     * @throws Inconclusive if the cluster was not stopped cleanly, a file cannot be read, or the deadline passes
     */
    public static ScannedPages of(Path data, Deadline deadline) {
        var control = ControlFile.read(data);
        if (control.state() != ClusterState.SHUTDOWNED) {
            throw new Inconclusive("the pages of " + data + " cannot be judged: its server was not stopped cleanly ("
                    + control.state() + ")");
        }
        return new PageScan(data, control, deadline).scan();
    }

    /** Reads them, and then what rows say of transactions, unless a page is damaged. */
    public static ScannedPages withRows(Path data, Deadline deadline) {
        var scanned = of(data, deadline);
        return scanned.faulty() > 0 ? scanned : scanned.with(RowStates.of(data, deadline));
    }

    private ScannedPages scan() {
        long started = System.nanoTime();
        var maps = forks.stream()
                .filter(fork -> fork.kind().equals("vm"))
                .collect(Collectors.toMap(
                        fork -> fork.name().replaceFirst("_vm$", ""),
                        fork -> VisibilityMap.read(fork, layout.pageSize())));
        var ranges = forks.stream()
                .flatMap(fork -> fork.segments().stream())
                .flatMap(file -> PageRange.of(file, maps.get(file.fork()), layout.pageSize()).stream())
                .sorted(Comparator.comparingLong(PageRange::count).reversed())
                .toList();
        var read = read(ranges).stream().collect(Collectors.groupingBy(RangeFindings::fork));
        var judged = forks.stream()
                .map(fork ->
                        new ScannedFork(fork, layout, maps.get(fork.name()), read.getOrDefault(fork.name(), List.of())))
                .toList();
        return ScannedPages.of(
                judged,
                TransactionLogs.of(data, layout.pageSize()),
                layout.checksums(),
                Duration.ofNanos(System.nanoTime() - started));
    }

    private List<RangeFindings> read(List<PageRange> ranges) {
        var next = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var parts = new ArrayList<Future<List<RangeFindings>>>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(() -> readNext(ranges, next)));
            }
            var all = new ArrayList<RangeFindings>();
            for (var part : parts) {
                all.addAll(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new Inconclusive("the pages of " + data + " could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while the pages of " + data + " were read", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<RangeFindings> readNext(List<PageRange> ranges, AtomicInteger next) {
        var reader = new RangeReader(layout, end);
        var findings = new ArrayList<RangeFindings>();
        for (int i = next.getAndIncrement(); i < ranges.size(); i = next.getAndIncrement()) {
            deadline.check("reading the pages");
            findings.add(reader.read(ranges.get(i)));
        }
        return findings;
    }
}
