package dev.firedrill.cli.doctor;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether clocks can be believed: ages and losses are counted by them. */
public final class ClockDiagnosis {
    private static final String SUBJECT = "clock";

    /** Clocks of two hosts may differ so much without harm. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Instant now;

    public ClockDiagnosis(Instant now) {
        this.now = now;
    }

    /** The evidence was written by this host's clock. */
    public List<Diagnosis> ofHost(Path state) {
        try {
            var evidence = state.resolve("evidence.jsonl");
            if (Files.exists(evidence)
                    && isLater(Files.getLastModifiedTime(evidence).toInstant())) {
                return List.of(Diagnosis.lacking(
                        SUBJECT,
                        "it is " + now + ", and " + evidence + " was written after that",
                        "set this host's clock"));
            }
            return List.of(Diagnosis.ok(SUBJECT, now.toString()));
        } catch (IOException e) {
            return List.of(Diagnosis.lacking(SUBJECT, "cannot look at " + state + ": " + e, "let this user read it"));
        }
    }

    List<Diagnosis> of(ProtectedSystem system, List<Backup> backups) {
        var all = new ArrayList<Diagnosis>();
        system.asOf()
                .filter(this::isLater)
                .ifPresent(asOf -> all.add(Diagnosis.lacking(
                        SUBJECT,
                        "asOf: " + asOf + " is in the future, so that losses and ages are counted up to then",
                        "leave asOf: out in routine runs")));
        future(backups)
                .ifPresent(backup -> all.add(Diagnosis.lacking(
                        SUBJECT,
                        "backup %s was made at %s, %s from now; no restore takes it before"
                                .formatted(
                                        backup.id(),
                                        backup.madeAt(),
                                        Durations.text(Duration.between(now, backup.madeAt()))),
                        "set the clock of this host, or of the host that makes the backups")));
        return all;
    }

    private Optional<Backup> future(List<Backup> backups) {
        return backups.stream().filter(backup -> isLater(backup.madeAt())).findFirst();
    }

    private boolean isLater(Instant moment) {
        return moment.isAfter(now.plus(TOLERANCE));
    }
}
