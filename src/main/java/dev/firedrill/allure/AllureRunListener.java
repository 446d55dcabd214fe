package dev.firedrill.allure;

import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RunListener;
import dev.firedrill.verdict.RuleOutcome;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.util.ResultsUtils;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells Allure of restores and rules: a restore is a "Set up" fixture of each check that uses it, with its phases as
 * steps and its log; a rule is a step of the check, or of the restore while that is under way.
 */
public final class AllureRunListener implements RunListener {
    private final AllureLifecycle lifecycle;
    private final RuleSteps steps;
    private final Map<String, RestoreFixture> fixtures = new ConcurrentHashMap<>();

    /** The listener that {@link java.util.ServiceLoader} makes: it writes where {@link Allure} does. */
    public AllureRunListener() {
        this(Allure.getLifecycle());
    }

    AllureRunListener(AllureLifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.steps = new RuleSteps(lifecycle);
    }

    @Override
    public void restorationStarted(Restoration restoration) {
        fixture(restoration);
    }

    @Override
    public void restorationFinished(Restoration restoration) {
        fixture(restoration).restored();
    }

    /** Allure would tell the tests of a factory apart by their places in it, and give each the history of its neighbour. */
    @Override
    public void checkIs(String identity, Set<String> tags) {
        lifecycle
                .getCurrentTestCase()
                .ifPresent(test -> lifecycle.updateTestCase(test, result -> {
                    result.setTestCaseId(identity).setHistoryId(ResultsUtils.md5(identity));
                    tags.forEach(tag -> result.getLabels().add(ResultsUtils.createTagLabel(tag)));
                }));
    }

    /** Without a test of Allure's on this thread there is nothing to write: then the books will not balance. */
    @Override
    public void checkUses(Restoration restoration) {
        lifecycle.getCurrentTestCase().ifPresent(test -> {
            fixture(restoration).usedBy(test);
            lifecycle.updateTestCase(test, result -> TestDescription.add(restoration, result));
        });
    }

    @Override
    public void ruleStarted(Restoration restoration, String id, String description) {
        steps.started(fixture(restoration), id, description);
    }

    @Override
    public void ruleFinished(Restoration restoration, RuleOutcome outcome) {
        steps.finished(outcome);
    }

    /** Only now all checks are known that share the restore, so only now is it written. */
    @Override
    public void restorationDiscarded(Restoration restoration) {
        var fixture = fixtures.remove(restoration.id());
        if (fixture != null) {
            fixture.write(restoration, lifecycle);
        }
    }

    private RestoreFixture fixture(Restoration restoration) {
        return fixtures.computeIfAbsent(restoration.id(), id -> new RestoreFixture());
    }
}
