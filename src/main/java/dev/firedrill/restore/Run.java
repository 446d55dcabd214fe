package dev.firedrill.restore;

import dev.firedrill.config.Configuration;
import dev.firedrill.verdict.CheckOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** One run of checks: what was restored, what the checks said, and what went wrong beside them. */
public final class Run {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final String id;
    private final String trigger;
    private final String groups;
    private final Instant startedAt;
    private final Configuration configuration;
    private final List<RunListener> listeners;
    private final List<Restoration> restorations = new CopyOnWriteArrayList<>();
    private final List<CheckOutcome> checks = new CopyOnWriteArrayList<>();
    private final List<String> lateFailures = new CopyOnWriteArrayList<>();
    private volatile List<String> uncovered = List.of();
    private volatile String invocation = "";

    /**
     * @param trigger who started it: {@code scheduled}, {@code ci} or {@code ad hoc}
     * @param groups the tag expression; empty for all
     */
    public Run(
            Configuration configuration,
            String trigger,
            String groups,
            Instant startedAt,
            List<RunListener> listeners) {
        this.id = STAMP.format(startedAt) + "-"
                + "%04x".formatted(ThreadLocalRandom.current().nextInt(0x10000));
        this.configuration = configuration;
        this.trigger = trigger;
        this.groups = groups;
        this.startedAt = startedAt;
        this.listeners = listeners.stream()
                .<RunListener>map(listener -> new GuardedListener(listener, this))
                .toList();
    }

    /** Unique, in UTC, and fit for a file name. */
    public String id() {
        return id;
    }

    public String trigger() {
        return trigger;
    }

    public String groups() {
        return groups;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Configuration configuration() {
        return configuration;
    }

    public List<RunListener> listeners() {
        return listeners;
    }

    public List<Restoration> restorations() {
        return List.copyOf(restorations);
    }

    public List<CheckOutcome> checks() {
        return List.copyOf(checks);
    }

    /** What was lost or left behind beside the checks: each of them turns the run red. */
    public List<String> lateFailures() {
        return List.copyOf(lateFailures);
    }

    /** Systems that no check of any suite looks at: to be named, so that nobody believes that they are tested. */
    public List<String> uncovered() {
        return uncovered;
    }

    /**
     * The verdict of the run: the worst of its restorations, its checks, and INCONCLUSIVE for each late failure. A run
     * without a check verified nothing and is INCONCLUSIVE; so is one that does not know that its instances are gone.
     */
    public Verdict verdict() {
        var verdicts = new ArrayList<Verdict>();
        checks.forEach(check -> verdicts.add(check.verdict()));
        if (checks.isEmpty() || !lateFailures.isEmpty()) {
            verdicts.add(Verdict.INCONCLUSIVE);
        }
        for (var restoration : restorations) {
            verdicts.add(restoration.verdict());
            if (!restoration.disposal().isAccountedFor()) {
                verdicts.add(Verdict.INCONCLUSIVE);
            }
        }
        return Verdict.worst(verdicts);
    }

    /** The worst of a restoration and of the checks that looked at it. */
    public Verdict verdictOf(Restoration restoration) {
        var ofChecks = checks.stream()
                .filter(check -> check.restorations().contains(restoration.id()))
                .map(CheckOutcome::verdict);
        return Verdict.worst(
                Stream.concat(Stream.of(restoration.verdict()), ofChecks).toList());
    }

    void add(Restoration restoration) {
        restorations.add(restoration);
    }

    /** Enters what became of a check. */
    public void add(CheckOutcome outcome) {
        checks.add(outcome);
    }

    /** What the caller called this run, to tell its results from those of another; empty if it said nothing. */
    public String invocation() {
        return invocation;
    }

    /** Enters what the caller calls this run. */
    public void invocation(String name) {
        invocation = name;
    }

    /** Enters which systems no check of any suite looks at. */
    public void uncovered(List<String> systems) {
        uncovered = List.copyOf(systems);
    }

    /** Enters something that no check could carry: a listener that threw, an instance that could not be removed. */
    public void addLateFailure(String message) {
        lateFailures.add(message);
    }
}
