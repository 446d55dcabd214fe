package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Objectives of a restoration: how long it took, how much was lost, how old the backup was. */
public final class RestorationAssert extends AbstractAssert<RestorationAssert, Restoration> {
    private static final String IN_PLACE = "the backup was read where it lies, and nothing was restored";

    RestorationAssert(Restoration actual) {
        super(actual, RestorationAssert.class);
    }

    /**
     * It was restored, and its engine answered a first query and the system's own.
     *
     * @throws Inconclusive if there is no instance
     */
    public RestorationAssert isRestored() {
        isNotNull();
        var description = "the backup is restored, and the instance answered";
        actual.reporter().ruleStarted("restored", description);
        if (actual.instance().isEmpty()) {
            throw unknown("restored", description, "state that came back", "no restore");
        }
        finish("restored", description, 0, "at most 0", "");
        return this;
    }

    /** The time from the start of select to the end of verify is within the RTO objective. */
    public RestorationAssert completedWithinRto() {
        isNotNull();
        return within(
                "rto",
                "restore time (RTO)",
                actual.rto(),
                actual.system().objectives().rto(),
                actual.isReadInPlace() ? IN_PLACE : "no restore");
    }

    /**
     * The newest restored commit is no further from as-of than the RPO objective allows.
     *
     * @throws Inconclusive if another state than the newest was asked for: nothing can be said of the loss then
     */
    public RestorationAssert lostNoMoreThanRpo() {
        isNotNull();
        return within(
                "rpo",
                "data lost (RPO)",
                actual.rpo(),
                actual.system().objectives().rpo(),
                actual.isReadInPlace()
                        ? IN_PLACE
                        : "it is measured on restores of the newest state only, and this one asked for "
                                + actual.request().describe());
    }

    /** The newest backup of the place that was restored from is no older, at as-of, than the objective allows. */
    public RestorationAssert hasRecentBackup() {
        isNotNull();
        return within(
                "backup-age",
                "age of the newest backup",
                actual.newestBackup().map(backup -> backup.ageAt(actual.asOf())),
                actual.system().objectives().backupAge(),
                "no backup was found");
    }

    /** The engine's own log proves that recovery stopped where it was asked to. */
    public RestorationAssert reachedItsTarget() {
        isNotNull();
        var point = actual.recoveryPoint().orElseThrow(() -> new Inconclusive(actual.headline() + ": no restore"));
        var target = actual.target().orElseThrow();
        var late = target instanceof RecoveryTarget.Time time && point.time().isAfter(time.instant());
        var description = "recovery stops at " + target;
        actual.reporter().ruleStarted("recovery-target", description);
        var message = !late && !point.proof().isEmpty()
                ? ""
                : "FAIL  %s · rule recovery-target%nExpecting recovery to stop at%n  %s%nbut it reached%n  %s (%s)%n%s"
                        .formatted(
                                actual.headline(),
                                target,
                                point.time(),
                                point.measuredBy(),
                                point.proof().isEmpty() ? "and the engine's log shows no boundary" : point.proof());
        finish("recovery-target", description, message.isEmpty() ? 0 : 1, "at most 0", message);
        return this;
    }

    private RestorationAssert within(
            String id, String subject, Optional<Duration> found, Duration allowed, String unknown) {
        var description = subject + " is at most " + Durations.text(allowed);
        actual.reporter().ruleStarted(id, description);
        if (found.isEmpty()) {
            throw unknown(id, description, subject, unknown);
        }
        var value = found.get();
        if (value.isNegative()) {
            throw unknown(
                    id,
                    description,
                    subject,
                    "it would count from %s, which is later than as-of, %s"
                            .formatted(actual.asOf().minus(value), actual.asOf()));
        }
        var message = value.compareTo(allowed) <= 0 ? "" : missed(id, subject, value, allowed);
        finish(id, description, value.toMillis() / 1000.0, "at most " + allowed.toSeconds() + " s", message);
        return this;
    }

    private String missed(String id, String subject, Duration value, Duration allowed) {
        return "FAIL  %s · rule %s%nExpecting the %s to be at most%n  %s%nbut it was%n  %s%nas of %s"
                .formatted(
                        actual.headline(), id, subject, Durations.text(allowed), Durations.text(value), actual.asOf());
    }

    /** Two instants that cannot be compared prove nothing. */
    private Inconclusive unknown(String id, String description, String subject, String why) {
        var broken =
                new Inconclusive("%s · rule %s%nCannot tell the %s: %s".formatted(actual.headline(), id, subject, why));
        actual.reporter()
                .ruleFinished(
                        outcome(id, description, Double.NaN, "unknown", Verdict.INCONCLUSIVE, broken.getMessage()));
        return broken;
    }

    private void finish(String id, String description, double value, String bounds, String message) {
        var verdict = message.isEmpty() ? Verdict.PASS : Verdict.FAIL;
        actual.reporter().ruleFinished(outcome(id, description, value, bounds, verdict, message));
        if (!message.isEmpty()) {
            throw new AssertionError(message);
        }
    }

    private static RuleOutcome outcome(
            String id, String description, double value, String bounds, Verdict verdict, String message) {
        return new RuleOutcome(id, description, value, bounds, verdict, message, List.of(), "", Duration.ZERO);
    }
}
