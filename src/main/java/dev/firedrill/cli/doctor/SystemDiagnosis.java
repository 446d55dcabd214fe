package dev.firedrill.cli.doctor;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One system, or one copy of it: whether its backups are within reach, and whether this host could judge the newest. */
public final class SystemDiagnosis {
    private final Platforms platforms;
    private final RestorePath path;
    private final Path state;
    private final Instant now;

    /** @param state Firedrill's state directory */
    public SystemDiagnosis(Platforms platforms, RestorePath path, Path state, Instant now) {
        this.state = state;
        this.platforms = platforms;
        this.path = path;
        this.now = now;
    }

    /** @param copy name of the copy; empty for the system's own backups */
    public List<Diagnosis> of(ProtectedSystem system, String copy) {
        var mistakes = ConfigurationDiagnosis.mistakes(system, copy, platforms);
        if (!mistakes.isEmpty()) {
            return mistakes;
        }
        if (!platforms.isPrepared(system, copy)) {
            var all = new ArrayList<>(host(platforms.examine(system, state)));
            all.add(0, new Diagnosis(Level.LATER, "backups", "they are made by the first restore", ""));
            return all;
        }
        return attempted("backups", () -> found(system, copy));
    }

    private List<Diagnosis> found(ProtectedSystem system, String copy) {
        var catalog = platforms.catalog(system, copy);
        var backups = catalog.backups();
        if (backups.isEmpty()) {
            return List.of(new Diagnosis(
                    Level.BAD_BACKUP,
                    "backups",
                    "there is none in " + system.source(copy).type(),
                    "make one"));
        }
        var all = new ArrayList<Diagnosis>();
        all.add(newest(system, backups, system.asOf().or(catalog::asOf).orElse(now)));
        all.addAll(new ClockDiagnosis(now).of(system, backups));
        var request = new RestoreRequest(system.name(), "", copy, "", false, "firedrill doctor");
        all.addAll(attempted("backup", () -> host(path.foresee(system, request).host())));
        return all;
    }

    private static List<Diagnosis> host(List<HostFinding> findings) {
        return findings.stream().map(Diagnosis::of).toList();
    }

    private static Diagnosis newest(ProtectedSystem system, List<Backup> backups, Instant asOf) {
        var newest = backups.get(backups.size() - 1);
        var age = newest.ageAt(asOf);
        var found = "%d, the newest %s, made at %s".formatted(backups.size(), newest.id(), newest.madeAt());
        var allowed = system.objectives().backupAge();
        return age.compareTo(allowed) <= 0
                ? Diagnosis.ok("backups", found)
                : Diagnosis.warn(
                        "backups",
                        found + ": " + Durations.text(age) + " old, allowed are " + Durations.text(allowed),
                        "make backups more often, or allow more under objectives: backupAge");
    }

    private static List<Diagnosis> attempted(String subject, Supplier<List<Diagnosis>> look) {
        try {
            return look.get();
        } catch (ConfigurationMistake e) {
            return Diagnosis.of(Level.MISTAKE, subject, e);
        } catch (AssertionError e) {
            return Diagnosis.of(Level.BAD_BACKUP, subject, e);
        } catch (Inconclusive e) {
            return Diagnosis.of(Level.LACKING, subject, e);
        }
    }
}
