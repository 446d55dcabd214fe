package dev.firedrill.objects;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.InstanceInPlace;
import dev.firedrill.restore.PastValue;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.ObjectStores;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;

/**
 * Objects that were read where they lie. Nothing was made, so nothing is to be discarded; and no time of a restore and no
 * loss can be told, but the age of the newest object.
 *
 * <pre>{@code
 * @Test
 * void every_object_is_what_was_stored(ObjectsInstance archive) {
 *     assertThat(archive).matchesItsChecksums();
 * }
 * }</pre>
 */
public final class ObjectsInstance implements InstanceInPlace, AssertProvider<ObjectsAssert> {
    private final RestoreOrder order;
    private final StoreInspection inspection;
    private final RuleContext context;

    private ObjectsInstance(RestoreOrder order, StoreInspection inspection) {
        this.order = order;
        this.inspection = inspection;
        var system = order.system();
        this.context = new RuleContext(
                order.headline(), order.rules(), Samples.of(system.place(), system.samples()), order::lastPass);
    }

    /** @throws ConfigurationMistake if a system of this engine has keys that only a database can have */
    public static void validate(ProtectedSystem system) {
        if (!system.verify().isEmpty()) {
            throw new ConfigurationMistake(
                    system.place(), "objects cannot be queried, but verify: has queries", "remove verify:");
        }
        for (var restore : system.restores()) {
            if (!restore.at().isEmpty() || !restore.random().isEmpty()) {
                throw new ConfigurationMistake(
                        restore.place(),
                        "objects are there as they are now; [" + restore.name() + "] cannot be asked for",
                        "write latest, or copy NAME");
            }
        }
    }

    /**
     * Reads the objects of an order.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if there are none
     * @throws Inconclusive if they cannot be listed, or their list cannot be used
     */
    public static ObjectsInstance of(RestoreOrder order) {
        order.enter(Phase.PROVISION);
        var provider = ObjectStores.installed().of(order.source());
        var settings = ObjectsSettings.of(order.source(), provider);
        try (var store = provider.open(order.source())) {
            return inspected(order, store, settings);
        }
    }

    private static ObjectsInstance inspected(RestoreOrder order, ObjectStore store, ObjectsSettings settings) {
        var read = new ListPlace(store, settings.checksums()).read();
        if (!read.digest().equals(order.backup().details().get("listSha256"))) {
            throw new Inconclusive("the list " + settings.checksums() + " was changed just now; it is being written"
                    + "\n  Remedy: run the checks when the backup is done");
        }
        order.enter(Phase.RECOVER);
        var inspection = StoreInspector.of(store, settings, order).inspect(read.list());
        order.note(inspection.extent());
        return new ObjectsInstance(order, inspection);
    }

    @Override
    public ObjectsAssert assertThat() {
        return new ObjectsAssert(this, RuleRunner.strict(context));
    }

    /** Evaluates several rules and reports all that are broken at once. */
    public void verifyAll(Consumer<ObjectsAssert> rules) {
        RuleRunner.verifyAll(context, runner -> rules.accept(new ObjectsAssert(this, runner)));
    }

    StoreInspection inspection() {
        return inspection;
    }

    /** What a rule found in earlier runs. */
    List<PastValue> pastValues(String ruleId) {
        return order.pastValues(ruleId);
    }

    @Override
    public String extent() {
        return inspection.extent();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(order.backup().madeAt(), "", "time of the newest object", "");
    }

    @Override
    public String location() {
        return order.backup().location();
    }

    @Override
    public long bytes() {
        return inspection.read().bytes();
    }
}
