package dev.firedrill.objects;

import static dev.firedrill.objects.Fault.EXTRA;
import static dev.firedrill.objects.Fault.MISSING;
import static dev.firedrill.objects.Fault.NOT_A_FILE;
import static dev.firedrill.objects.Fault.TOO_LONG;
import static dev.firedrill.objects.Fault.TRUNCATED;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.store.DiskSpace;
import java.time.Instant;

/** Rules over objects that were read in place. */
public final class ObjectsAssert extends RuleAssert<ObjectsAssert> {
    static final String SIZE = "objects-size";

    private final ObjectsInstance instance;
    private final StoreInspection found;

    ObjectsAssert(ObjectsInstance instance, RuleRunner runner) {
        super(runner);
        this.instance = instance;
        this.found = instance.inspection();
    }

    /** Everything that the list names is there, as a file. */
    public ObjectsAssert hasEveryListedObject() {
        var expectation = "every object of  %s  to be there, as a file".formatted(found.list());
        return count("objects-present", expectation, MISSING, NOT_A_FILE);
    }

    /** Nothing is there that the list does not name. */
    public ObjectsAssert hasNoUnlistedObject() {
        return count("objects-listed", "every object to be on  %s".formatted(found.list()), EXTRA);
    }

    /** Every object has the size that the list has for it. */
    public ObjectsAssert hasListedSizes() {
        var expectation = "every object to have the size that  %s  says".formatted(found.list());
        return count("objects-sizes", expectation, TRUNCATED, TOO_LONG);
    }

    /**
     * Every listed object is there, and those that were read have the digest of the list. How many were read is said with
     * the rule. Where the list has no digest, the one that the store itself keeps is compared, which is a warning: it is
     * replaced together with its object. What the list does not name is left to {@link #hasNoUnlistedObject}.
     */
    public ObjectsAssert matchesItsChecksums() {
        var terms = terms();
        var alone = found.present().withoutListedDigest() > 0 ? ", or S3 where the list has none" : "";
        var expectation =
                "every object to have the digest that  %s  says%s (%s)".formatted(found.list(), alone, found.extent());
        return evaluate(new Rule("objects-digests", expectation, terms.because()), () -> new DigestFinding(found)
                .of(terms.bounds()));
    }

    /** Objects that were there for 30 days were read within them; how much was read is the rule's value, in percent. */
    public ObjectsAssert wasReadWithin30Days() {
        var terms = terms().unboundedFor("wasReadWithin30Days");
        var rule = new Rule("objects-coverage", "every object to be read within 30 days", terms.because());
        return evaluate(rule, () -> CoverageFinding.of(found));
    }

    /** There are bytes: objects that are all empty match their digests, too. */
    public ObjectsAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule("objects-not-empty", "the objects to have content", terms.because());
        var present = found.present();
        return evaluate(rule, () -> Finding.ofMeasure(present.bytes(), "above 0", present.bytes() > 0)
                .found("all %s are empty".formatted(Numbers.text(present.files(), "object"))));
    }

    /** The bytes of all listed objects are about as many as on former days, which the evidence remembers. */
    public ObjectsAssert hasUsualSize() {
        var terms = terms().unboundedFor("hasUsualSize");
        var rule = new Rule(SIZE, "the objects to have about the size of former days", terms.because());
        return evaluate(rule, () -> UsualSize.of(instance.pastValues(SIZE), Instant.now())
                .judge(found.present().bytes())
                .note(DiskSpace.megabytes(found.present().bytes()) + ", "
                        + Numbers.text(found.present().empty()) + " of "
                        + Numbers.text(found.present().files(), "object") + " empty"));
    }

    private ObjectsAssert count(String id, String expectation, Fault... faults) {
        var terms = terms();
        return evaluate(new Rule(id, expectation, terms.because()), () -> Finding.ofOffences(
                        found.faults().count(faults), terms.bounds())
                .found(found.faults().text(faults) + ", of " + Numbers.text(found.listed(), "listed object"))
                .samples("objects", found.faults().samples(faults)));
    }

    @Override
    protected ObjectsAssert self() {
        return this;
    }
}
