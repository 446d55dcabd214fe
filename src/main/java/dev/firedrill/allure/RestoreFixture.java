package dev.firedrill.allure;

import dev.firedrill.restore.Restoration;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResultContainer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A restore and the checks that use it, gathered until it can be written. */
final class RestoreFixture {
    private final Set<String> tests = new LinkedHashSet<>();
    private final List<StepResult> rules = new ArrayList<>();
    private boolean restored;

    synchronized void restored() {
        restored = true;
    }

    /** Whether rules that are evaluated now belong to the restore itself. */
    synchronized boolean isUnderWay() {
        return !restored;
    }

    synchronized void usedBy(String test) {
        tests.add(test);
    }

    synchronized void add(StepResult rule) {
        rules.add(rule);
    }

    synchronized void write(Restoration restoration, AllureLifecycle lifecycle) {
        var story = new RestoreStory(restoration, lifecycle);
        var container = new TestResultContainer()
                .setUuid(UUID.randomUUID().toString())
                .setName(story.name())
                .setChildren(new ArrayList<>(tests))
                .setBefores(List.of(story.setUp(List.copyOf(rules))))
                .setAfters(List.of(story.tearDown()));
        lifecycle.startTestContainer(container);
        container.setStart(restoration.startedAt().toEpochMilli());
        lifecycle.stopTestContainer(container.getUuid());
        lifecycle.writeTestContainer(container.getUuid());
    }
}
