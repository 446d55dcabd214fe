package dev.firedrill.junit;

import dev.firedrill.evidence.RecordedPasses;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.Run;
import dev.firedrill.restore.RunListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the checks of one run share: the run itself, the path of its restores, and which check used which restoration. */
final class RunSession {
    private final Run run;
    private final RestorePath path;
    private final InstancePermits permits;
    private final KeepPolicy keep;
    private final Map<String, List<Restoration>> uses = new ConcurrentHashMap<>();
    private final Map<String, String> identities = new ConcurrentHashMap<>();

    private RunSession(Run run, RestorePath path, InstancePermits permits, KeepPolicy keep) {
        this.run = run;
        this.path = path;
        this.permits = permits;
        this.keep = keep;
    }

    /**
     * Opens a run: reads the configuration, and removes what earlier runs left behind.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if the configuration or a parameter is wrong
     */
    static RunSession open(RunParameters parameters) {
        var configuration = parameters.configuration();
        var listeners = ServiceLoader.load(RunListener.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        var trigger = System.getenv("CI") != null || System.getenv("BUILD_URL") != null ? "ci" : "ad hoc";
        var run = new Run(configuration, trigger, parameters.groups(), Instant.now(), listeners);
        run.invocation(parameters.value(RunParameters.INVOCATION));
        var ledger = Ledger.in(configuration.state());
        var path = new RestorePath(
                run, Platforms.installed(), ledger, parameters.seed(), RecordedPasses.in(configuration.state()));
        path.sweep();
        return new RunSession(run, path, new InstancePermits(parameters.instances()), parameters.keep());
    }

    Run run() {
        return run;
    }

    /** Ends a restoration; what stands in the way of that is no reason to leave the next one. */
    void close(HeldRestoration held) {
        try {
            held.close();
        } catch (RuntimeException e) {
            run.addLateFailure("restoration " + held.restoration().id() + " was not discarded: " + e);
        }
    }

    RestorePath path() {
        return path;
    }

    InstancePermits permits() {
        return permits;
    }

    KeepPolicy keep() {
        return keep;
    }

    /**
     * Notes who a check is that JUnit only numbers, and tells the outputs, on the check's own thread.
     *
     * @param factory what made it
     * @param identity stable within its class
     */
    void identify(String uniqueId, ExtensionContext factory, String identity) {
        var whole = factory.getRequiredTestClass().getName() + "#" + identity;
        identities.put(uniqueId, whole);
        run.listeners().forEach(listener -> listener.checkIs(whole, factory.getTags()));
    }

    /** A stable id: JUnit's own, where that is none of one test among many that a factory made. */
    String identity(String uniqueId) {
        return identities.getOrDefault(uniqueId, uniqueId);
    }

    /** Notes that a check looks at these restorations. */
    void uses(String uniqueId, List<Restoration> restorations) {
        uses.put(uniqueId, restorations);
    }

    /** Of a dynamic test too: its factory, whose id begins its own, looked at them. */
    List<Restoration> usedBy(String uniqueId) {
        var exact = uses.get(uniqueId);
        return exact != null ? exact : usedByFactoryOf(uniqueId);
    }

    private List<Restoration> usedByFactoryOf(String uniqueId) {
        return uses.entrySet().stream()
                .filter(use -> uniqueId.startsWith(use.getKey() + "/"))
                .max(Comparator.comparingInt(use -> use.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }
}
