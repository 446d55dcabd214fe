package dev.firedrill.junit;

import dev.firedrill.restore.Run;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * JUnit swallows what a listener throws and only logs it. Here the log is read: a listener that threw may have lost a
 * result, so the run is red.
 */
final class SwallowedExceptions extends Handler {
    private static final Logger JUNIT = Logger.getLogger("org.junit.platform.launcher");

    private final Run run;

    SwallowedExceptions(Run run) {
        this.run = run;
    }

    void install() {
        JUNIT.addHandler(this);
    }

    void uninstall() {
        JUNIT.removeHandler(this);
    }

    @Override
    public void publish(LogRecord message) {
        if (message.getThrown() != null) {
            run.addLateFailure("a result may be lost: " + message.getMessage() + ": " + message.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
