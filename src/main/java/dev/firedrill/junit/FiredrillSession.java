package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Opens and closes a run of checks around JUnit's session. It does nothing unless the Maven profile of backup checks asks
 * for reports: a run of the project's own tests must not touch allure-results.
 */
public final class FiredrillSession implements LauncherSessionListener {
    static final String REPORT = "firedrill.report";
    private static final String RESULTS = "allure.results.directory";

    private RunSession session;
    private RunReports reports;
    private CheckRecorder recorder;
    private SwallowedExceptions swallowed;
    private Set<String> planned = Set.of();
    private FileChannel lock;

    @Override
    public void launcherSessionOpened(LauncherSession launcher) {
        if (!Boolean.getBoolean(REPORT)) {
            return;
        }
        var parameters = RunParameters.ofThisJvm();
        Preflight.check(parameters);
        lock(parameters.configuration().state());
        session = RunSession.open(parameters);
        launcher.getStore().put(Namespace.create(RestoreExtension.NAMESPACE.getParts()), RunSession.class, session);
        swallowed = new SwallowedExceptions(session.run());
        swallowed.install();
        reports = new RunReports(session.run(), Path.of(System.getProperty(RESULTS, "allure-results")));
        reports.begin();
        var plan = new CheckPlan(Path.of(parameters.value(Preflight.CHECKS)));
        // A user who picks single classes with -Dtest plans less than the tag expression selects.
        if (parameters.value("test").isEmpty()) {
            planned = plan.selected(session.run().groups());
        }
        session.run().uncovered(Coverage.uncovered(session.run().configuration(), plan));
        recorder = new CheckRecorder(session);
        launcher.getLauncher().registerTestExecutionListeners(recorder);
    }

    @Override
    public void launcherSessionClosed(LauncherSession launcher) {
        if (session == null) {
            return;
        }
        swallowed.uninstall();
        try {
            reports.end(planned, recorder.finished());
        } finally {
            unlock();
        }
    }

    /** Two runs at the same time would mix their results. */
    private void lock(Path state) {
        try {
            Files.createDirectories(state);
            lock = FileChannel.open(state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new ConfigurationMistake(
                        state.toString(),
                        "another run of checks is using this directory",
                        "wait for its end; results of two runs at the same time would be mixed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + state, e);
        }
    }

    private void unlock() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock the state directory", e);
        }
    }
}
