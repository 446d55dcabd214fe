package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.restore.InstanceInPlace;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import org.assertj.core.api.AssertProvider;

/**
 * Files of Redis that were read where they lie, whole, without a server: cheap enough for every day. Nothing was made, so
 * nothing is to be discarded; and neither the time of a restore nor a loss can be told.
 *
 * <pre>{@code
 * sessions:
 *   backup: {type: rdb, file: "/backup/sessions-*.rdb"}
 *   copies: {file: {depth: files}}
 *   restores: {daily: [copy file], monthly: [latest]}
 * }</pre>
 */
public final class RedisFiles implements InstanceInPlace, AssertProvider<RedisFilesAssert> {
    private final RestoreOrder order;
    private final FileReading reading;
    private final RuleContext context;

    private RedisFiles(RestoreOrder order, FileReading reading) {
        this.order = order;
        this.reading = reading;
        this.context = new RuleContext(
                order.headline(),
                order.rules(),
                Samples.of(order.system().place(), order.system().samples()),
                order::lastPass);
    }

    /**
     * Reads the files of an order.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if one is damaged
     * @throws Inconclusive if it cannot be told
     */
    static RedisFiles of(RestoreOrder order) {
        order.enter(Phase.PROVISION);
        var reading = FileReading.of(order);
        order.note(reading.extent());
        return new RedisFiles(order, reading);
    }

    @Override
    public RedisFilesAssert assertThat() {
        return new RedisFilesAssert(this, RuleRunner.strict(context));
    }

    FileReading reading() {
        order.lookedInto();
        return reading;
    }

    @Override
    public String extent() {
        return reading.extent();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(
                order.backup().madeAt(), "", order.backup().details().get(RdbFile.MADE_AT_FROM), "");
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
