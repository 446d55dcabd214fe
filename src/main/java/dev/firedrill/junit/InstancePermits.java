package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import java.util.concurrent.Semaphore;

/**
 * How many instances of classes may live at the same time. A class takes all it needs at once, in the order of asking,
 * so that two classes which need two each cannot wait for each other.
 */
final class InstancePermits {
    private final int most;
    private final Semaphore permits;

    InstancePermits(int most) {
        this.most = most;
        this.permits = new Semaphore(most, true);
    }

    void acquire(int instances, Class<?> asker) {
        if (instances > most) {
            throw new ConfigurationMistake(
                    asker.getName(),
                    "needs " + instances + " instances at once, but at most " + most + " may live at the same time",
                    "give -Dfiredrill.instances.max=" + instances + ", or split the class");
        }
        permits.acquireUninterruptibly(instances);
    }

    void release(int instances) {
        permits.release(instances);
    }
}
