package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.FileDepth;
import dev.firedrill.restore.InstanceInPlace;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;

/**
 * Log directories of Kafka that were read where they lie, batch by batch, without a broker: cheap enough for every day.
 * Nothing was made, so nothing is to be discarded; and neither the time of a restore nor a loss can be told.
 *
 * <pre>{@code
 * events:
 *   backup: {type: log-dirs, directory: "/backup/kafka-*"}
 *   copies: {file: {depth: files}}
 *   restores: {daily: [copy file], monthly: [latest]}
 * }</pre>
 */
public final class KafkaFiles implements InstanceInPlace, AssertProvider<KafkaFilesAssert> {
    private final RestoreOrder order;
    private final SoundLogs logs;
    private final RuleContext context;

    private KafkaFiles(RestoreOrder order, SoundLogs logs) {
        this.order = order;
        this.logs = logs;
        this.context = new RuleContext(
                order.headline(),
                order.rules(),
                Samples.of(order.system().place(), order.system().samples()),
                order::lastPass);
    }

    /** Whether backups of a source are not served by a broker, but read where they lie. */
    public static boolean isAskedFor(BackupSource source) {
        return FileDepth.of(source);
    }

    /**
     * Reads the log directories of an order.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if anything in them is damaged
     * @throws Inconclusive if it cannot be told
     */
    public static KafkaFiles of(RestoreOrder order) {
        OneMoment.require(order);
        order.enter(Phase.PROVISION);
        var source = Path.of(order.backup().location());
        var directories = LogDirectories.of(source);
        var before = directories.files();
        var logs = SoundLogs.of(order, directories.paths(), new LogDoubts(order, source));
        MetadataPartitions.requireDirectories(directories, logs.found(), source);
        directories.requireUnchangedSince(before, source);
        return new KafkaFiles(order, logs);
    }

    @Override
    public KafkaFilesAssert assertThat() {
        return new KafkaFilesAssert(this, RuleRunner.strict(context));
    }

    /** Evaluates several rules and reports all that are broken at once. */
    public void verifyAll(Consumer<KafkaFilesAssert> rules) {
        RuleRunner.verifyAll(context, runner -> rules.accept(new KafkaFilesAssert(this, runner)));
    }

    SoundLogs logs() {
        order.lookedInto();
        return logs;
    }

    List<String> protectedTopics() {
        return order.system().topics();
    }

    @Override
    public String extent() {
        return logs.extent();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return logs.point();
    }

    @Override
    public String location() {
        return order.backup().location();
    }

    @Override
    public long bytes() {
        return order.backup().bytes();
    }
}
