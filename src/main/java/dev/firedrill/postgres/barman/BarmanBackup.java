package dev.firedrill.postgres.barman;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.ManifestVerification;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One backup of barman, which barman restores with its log; nothing of barman is needed when the server runs. */
record BarmanBackup(BarmanServer server, Backup backup, BackupDescription description, RecoveryTarget target)
        implements FoundBackup {
    /** How much a compressed base backup may grow; barman does not say it. */
    private static final int GROWTH = 6;

    @Override
    public OptionalInt major() {
        return description.major();
    }

    @Override
    public long need() {
        var files = server.backups().resolve(backup.id()).resolve("data");
        long stored = Files.exists(files.resolve("PG_VERSION")) ? backup.bytes() : backup.bytes() * GROWTH;
        return stored + stored / 10 + ArchivedLog.of(server, description).bytes(limit()) + (64L << 20);
    }

    @Override
    public List<String> notes() {
        return List.of("barman lists backup " + backup.id() + " as "
                + backup.details().get(BackupEntry.STATUS) + ", with log from " + description.firstNeeded() + " to "
                + description.lastAvailable());
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        requireOwnLogDirectory();
        var expected = ArchivedLog.of(server, description);
        var written = WrittenByTool.in(directory);
        var compared = recover(directory, order);
        written.adopt();
        var files = new RecoveredFiles(directory, backup.id());
        files.putBack();
        var wal = files.moveLogOut();
        order.note(compared.isPresent() ? files.verifyAfter(compared.get()) : files.verify(order.source()));
        expected.requireIn(wal, limit().isEmpty());
        return BaseBackup.restored(written.data(), DirectoryWal.archive(wal));
    }

    /** Gives back what was compared of the files meanwhile, if that could be done. */
    private Optional<ManifestVerification> recover(Path directory, RestoreOrder order) {
        var pristine = new PristineFiles(server, description);
        if (!pristine.canBeCompared()) {
            runRecover(directory, order);
            return Optional.empty();
        }
        try (var comparison = pristine.compare()) {
            runRecover(directory, order);
            return Optional.of(comparison.outcome());
        }
    }

    private void runRecover(Path directory, RestoreOrder order) {
        try (var fence = Fence.in(directory, server.barman())) {
            var result = server.barman()
                    .tool(fence, words(directory))
                    .named("barman recover")
                    .within(timeLeft(order))
                    .tellingLines(order::note)
                    .run();
            order.deadline().check("barman restored " + backup.id());
            var answer = BarmanAnswer.of(server.barman(), "recover", result);
            answer.warnings().forEach(order::note);
            answer.require(server.faults());
        }
    }

    private List<String> words(Path directory) {
        var words = new ArrayList<>(List.of("recover", "--target-tli", "latest"));
        limit().ifPresent(time -> words.addAll(List.of("--target-time", time.toString())));
        server.barman().jobs().ifPresent(number -> words.addAll(List.of("--jobs", number)));
        for (var tablespace : description.tablespaces()) {
            words.addAll(List.of("--tablespace", tablespace.rule(directory.resolve(WrittenByTool.TABLESPACES))));
        }
        words.addAll(List.of(
                server.barman().server(), backup.id(), directory.resolve(DATA).toString()));
        return words;
    }

    /** Up to when log is needed; barman would bring all that was written since an old backup. */
    private Optional<Instant> limit() {
        if (target instanceof RecoveryTarget.Time time) {
            return Optional.of(time.instant());
        }
        // Its fractions are cut, and barman refuses a moment before the end of the backup.
        return target instanceof RecoveryTarget.BackupEnd
                ? Optional.of(description.endedAt().plusSeconds(1))
                : Optional.empty();
    }

    private static Duration timeLeft(RestoreOrder order) {
        order.deadline().check("looking at the backup");
        var left = order.deadline().remaining();
        return left.isZero() ? Duration.ofMillis(1) : left;
    }

    /** Barman writes log through such a link, which may lead to production's own. */
    private void requireOwnLogDirectory() {
        var link = server.backups().resolve(backup.id()).resolve("data").resolve("pg_wal");
        if (Files.isSymbolicLink(link)) {
            throw new Inconclusive(
                    link + " is a link, which barman would follow when it restores log; nothing was restored");
        }
    }
}
