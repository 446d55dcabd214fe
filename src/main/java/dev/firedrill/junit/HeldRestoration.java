package dev.firedrill.junit;

import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;

/** A restoration that lives as long as the scope that holds it; its instance is discarded, or kept, at the end. */
final class HeldRestoration implements AutoCloseable {
    private final Restoration restoration;
    private final RestorePath path;
    private final KeepPolicy policy;
    private volatile boolean failed;

    HeldRestoration(Restoration restoration, RestorePath path, KeepPolicy policy) {
        this.restoration = restoration;
        this.path = path;
        this.policy = policy;
    }

    Restoration restoration() {
        return restoration;
    }

    void aCheckFailed() {
        failed = true;
    }

    /** A new exception for each check, so that each has its own trace and none shares what others attach to it. */
    void orThrow() {
        restoration.failure().ifPresent(failure -> {
            if (failure instanceof AssertionError) {
                throw new BackupUnusable(failure.getMessage(), failure.getCause());
            }
            throw new Inconclusive(failure.getMessage(), failure.getCause());
        });
    }

    @Override
    public void close() {
        if (restoration.instance().isEmpty()) {
            return;
        }
        if (policy.keeps(failed) && !restoration.isReadInPlace()) {
            path.keep(restoration);
        } else {
            path.discard(restoration);
        }
    }
}
