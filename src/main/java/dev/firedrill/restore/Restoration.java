package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.AssertProvider;

/**
 * One restore: what was asked, what was chosen, how long each phase took, what came back and what the rules said of it.
 *
 * <pre>{@code
 * assertThat(restoration).completedWithinRto().lostNoMoreThanRpo();
 * }</pre>
 */
public final class Restoration implements AssertProvider<RestorationAssert> {
    private final String id;
    private final ProtectedSystem system;
    private final RestoreRequest request;
    private final Instant startedAt;
    private final RuleReporter reporter;
    private final PhaseClock clock = new PhaseClock();
    private final RestorationLog log = new RestorationLog();
    private final List<RuleOutcome> rules = new CopyOnWriteArrayList<>();
    private volatile Instant asOf;
    private volatile Selection selection;
    private volatile boolean asOfIsFixed;
    private volatile boolean lookedInto;
    private volatile Instance instance;
    private volatile Throwable failure;
    private volatile Disposal disposal = Disposal.PENDING;

    /** What became of the things that the restore made. */
    public enum Disposal {
        PENDING,
        DISCARDED,
        KEPT,
        LEFT_BEHIND;

        /** Whether it is known to be gone, or was kept because a person asked for it. */
        public boolean isAccountedFor() {
            return this == DISCARDED || this == KEPT;
        }
    }

    Restoration(
            String id,
            ProtectedSystem system,
            RestoreRequest request,
            Instant startedAt,
            Instant asOf,
            List<RunListener> listeners) {
        this.id = id;
        this.system = system;
        this.request = request;
        this.startedAt = startedAt;
        this.asOf = asOf;
        this.reporter = new RuleReporter(this, listeners);
    }

    public String id() {
        return id;
    }

    public ProtectedSystem system() {
        return system;
    }

    public RestoreRequest request() {
        return request;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** The moment of the assumed failure, from which RPO and ages are counted. */
    public Instant asOf() {
        return asOf;
    }

    /** The backup that was chosen; empty while none is. */
    public Optional<Backup> backup() {
        return Optional.ofNullable(selection).map(Selection::backup);
    }

    /** The recovery target with relative times resolved; empty while none is. */
    public Optional<RecoveryTarget> target() {
        return Optional.ofNullable(selection).map(Selection::target);
    }

    /** How the backup was chosen and out of how many; empty while none is. */
    public String howChosen() {
        return selection == null ? "" : selection.how();
    }

    /** When the newest backup of this place was made; empty while the catalog was not read. */
    public Optional<Backup> newestBackup() {
        return Optional.ofNullable(selection).map(Selection::newest);
    }

    /** The state that came back; empty if the restore failed. */
    public Optional<RecoveryPoint> recoveryPoint() {
        return Optional.ofNullable(instance).map(Instance::recoveryPoint);
    }

    public List<PhaseRecord> phases() {
        return clock.phases();
    }

    /** From the start of select to the end of verify; empty if the restore failed, or if nothing was restored. */
    public Optional<Duration> rto() {
        return instance == null || isReadInPlace() ? Optional.empty() : Optional.of(clock.untilVerified());
    }

    /** How long it took from the start of select to the end of verify; empty if it failed. */
    public Optional<Duration> elapsed() {
        return instance == null ? Optional.empty() : Optional.of(clock.untilVerified());
    }

    /** Whether the backup was only looked at where it lies. */
    public boolean isReadInPlace() {
        return instance().flatMap(Instance::readInPlace).isPresent();
    }

    /** As-of minus the newest restored commit; empty unless the newest state was asked for and restored. */
    public Optional<Duration> rpo() {
        boolean newest =
                target().filter(RecoveryTarget.Latest.class::isInstance).isPresent();
        return newest && !isReadInPlace()
                ? recoveryPoint().map(point -> loss(Duration.between(point.time(), asOf)))
                : Optional.empty();
    }

    /** Where as-of is simply the begin of the run, commits archived since then only mean that nothing was lost. */
    private Duration loss(Duration measured) {
        return measured.isNegative() && !asOfIsFixed ? Duration.ZERO : measured;
    }

    /** The restored instance; empty if the restore failed. */
    public Optional<Instance> instance() {
        return Optional.ofNullable(instance);
    }

    /** Why the restore failed; empty if it did not. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Rules that were evaluated on this restoration, in order. */
    public List<RuleOutcome> rules() {
        return List.copyOf(rules);
    }

    /** Everything that was noted while restoring. */
    public List<String> log() {
        return log.lines();
    }

    public Disposal disposal() {
        return disposal;
    }

    /** The worst of the restore itself, of its objectives, and of the rules evaluated on it. */
    public Verdict verdict() {
        var restore = Verdict.of(failure);
        if (failure == null && instance == null) {
            restore = Verdict.INCONCLUSIVE;
        } else if (failure == null && !missedObjectives().isEmpty()) {
            restore = Verdict.FAIL;
        }
        return Verdict.worst(Stream.concat(Stream.of(restore), rules.stream().map(RuleOutcome::verdict))
                .toList());
    }

    /** Objectives of the configuration that this restore misses, whether a check asserts them or not. */
    public List<String> missedObjectives() {
        var objectives = system.objectives();
        var age = newestBackup().map(backup -> backup.ageAt(asOf));
        return Stream.of(
                        missed("restore time (RTO)", rto(), objectives.rto()),
                        missed("data lost (RPO)", rpo(), objectives.rpo()),
                        missed("age of the newest backup", age, objectives.backupAge()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> missed(String subject, Optional<Duration> found, Duration allowed) {
        return found.filter(value -> value.compareTo(allowed) > 0)
                .map(value -> subject + " is " + Durations.text(value) + ", allowed are " + Durations.text(allowed));
    }

    /** Whether any check evaluated a rule on the instance or connected to it. */
    public boolean wasLookedInto() {
        return lookedInto;
    }

    /** System, what was asked, backup and recovery point in one line, as messages carry it. */
    public String headline() {
        var chosen = backup().map(backup -> " · backup " + backup.id()).orElse("");
        var reached = recoveryPoint()
                .map(point -> isReadInPlace() ? " read in place" : " restored to " + point.time())
                .orElse("");
        return system.name() + " · " + request.describe() + chosen + reached;
    }

    @Override
    public RestorationAssert assertThat() {
        return new RestorationAssert(this);
    }

    RuleReporter reporter() {
        return reporter;
    }

    PhaseClock clock() {
        return clock;
    }

    RestorationLog journal() {
        return log;
    }

    void lookedInto() {
        lookedInto = true;
    }

    void add(RuleOutcome outcome) {
        rules.add(outcome);
    }

    void assume(Instant asOf) {
        this.asOf = asOf;
        this.asOfIsFixed = true;
    }

    void selected(Selection selection) {
        this.selection = selection;
    }

    void succeeded(Instance instance) {
        this.instance = instance;
    }

    void failed(Throwable failure) {
        this.failure = failure;
    }

    void disposedAs(Disposal disposal) {
        this.disposal = disposal;
    }
}
