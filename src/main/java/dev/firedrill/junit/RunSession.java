package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.evidence.LastPass;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RuleHistory;
import dev.firedrill.restore.Run;
import dev.firedrill.restore.RunListener;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** What the checks of one run share: the run itself, the path of its restores, and which check used which restoration. */
final class RunSession {
    static final String CONFIG = "firedrill.config";
    static final String GROUPS = "groups";

    private final Run run;
    private final RestorePath path;
    private final InstancePermits permits;
    private final KeepPolicy keep;
    private final Map<String, List<Restoration>> uses = new ConcurrentHashMap<>();

    private RunSession(Run run, RestorePath path, InstancePermits permits, KeepPolicy keep) {
        this.run = run;
        this.path = path;
        this.permits = permits;
        this.keep = keep;
    }

    /**
     * Opens a run: reads the configuration, and removes what earlier runs left behind.
     *
     * @param parameter gives a parameter's value, or the empty text
     * @throws dev.firedrill.config.ConfigurationMistake if the configuration is wrong
     */
    static RunSession open(Function<String, String> parameter) {
        var configuration = configuration(parameter);
        var listeners = ServiceLoader.load(RunListener.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        var trigger = System.getenv("CI") != null || System.getenv("BUILD_URL") != null ? "ci" : "ad hoc";
        var run = new Run(configuration, trigger, parameter.apply(GROUPS), Instant.now(), listeners);
        var ledger = new Ledger(configuration.state().resolve("ledger"));
        var path = new RestorePath(run, Platforms.installed(), ledger, seed(parameter), history(configuration));
        path.sweep();
        var most = number(parameter, "firedrill.instances.max", 4);
        return new RunSession(
                run,
                path,
                new InstancePermits((int) most),
                KeepPolicy.of(or(parameter, KeepPolicy.PARAMETER, "never")));
    }

    private static RuleHistory history(Configuration configuration) {
        var evidence = EvidenceLog.in(configuration.state());
        return (system, requested, ruleId) -> evidence.lastPass(system, requested, ruleId)
                .map(RunSession::text)
                .orElse("");
    }

    private static String text(LastPass pass) {
        var value = Double.isNaN(pass.value())
                ? ""
                : ": " + BigDecimal.valueOf(pass.value()).stripTrailingZeros().toPlainString();
        return LocalDate.ofInstant(pass.at(), ZoneOffset.UTC) + value;
    }

    static Configuration configuration(Function<String, String> parameter) {
        return ConfigurationReader.read(Path.of(or(parameter, CONFIG, "firedrill.yaml")));
    }

    private static long seed(Function<String, String> parameter) {
        return number(parameter, "firedrill.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    }

    private static long number(Function<String, String> parameter, String name, long otherwise) {
        var text = or(parameter, name, Long.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ConfigurationMistake(
                    "-D" + name, "[" + text + "] is not a whole number", "write a number, such as " + otherwise);
        }
    }

    private static String or(Function<String, String> parameter, String name, String otherwise) {
        var value = parameter.apply(name);
        return value.isEmpty() ? otherwise : value;
    }

    Run run() {
        return run;
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

    /** Notes that a check looks at these restorations. */
    void uses(String uniqueId, List<Restoration> restorations) {
        uses.put(uniqueId, restorations);
    }

    List<Restoration> usedBy(String uniqueId) {
        return uses.getOrDefault(uniqueId, List.of());
    }
}
