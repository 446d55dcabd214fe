package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.Baseline;
import dev.firedrill.config.Configuration;
import dev.firedrill.config.Depth;
import dev.firedrill.config.InstanceScope;
import dev.firedrill.config.Objectives;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.config.RestorePlace;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.verdict.CheckOutcome;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs and restorations in every state, for the tests of the outputs. */
public final class RestorationSamples {
    /** The moment of the assumed failure in all samples. */
    public static final Instant AS_OF = Instant.parse("2026-11-22T03:15:10Z");

    private RestorationSamples() {}

    /** A run over systems of these names, told to these listeners. */
    public static Run run(String groups, List<RunListener> listeners, String... systems) {
        var described = new TreeMap<String, ProtectedSystem>();
        for (var name : systems) {
            described.put(name, system(name));
        }
        var configuration =
                new Configuration(Path.of("firedrill.yaml"), described, List.of(), List.of(), Path.of(".firedrill"));
        return new Run(configuration, "ad hoc", groups, Instant.parse("2026-11-22T10:00:00Z"), listeners);
    }

    /** A restore that came to its end with an instance, and was discarded if asked. */
    public static Restoration restored(Run run, String system, String at, String backup) {
        var restoration = started(run, system, new RestoreRequest(system, at, "", "", false, "OrdersRestoreCheck"));
        select(restoration, backup);
        pass(restoration, Phase.PROVISION, Phase.RECOVER, Phase.READY, Phase.VERIFY);
        restoration.clock().leave("ok");
        restoration.succeeded(new FixedInstance(
                new RecoveryPoint(AS_OF.minusSeconds(63), "0/3000060", "commit timestamps", "ended inside 000001")));
        run.listeners().forEach(listener -> listener.restorationFinished(restoration));
        return restoration;
    }

    /** A restore that failed, for the backup's or the host's sake. */
    public static Restoration failed(Run run, String system, String copy, Throwable failure) {
        var restoration = started(run, system, new RestoreRequest(system, "", copy, "", false, "LedgerRestoreCheck"));
        select(restoration, "rds:2026-11-22");
        pass(restoration, Phase.PROVISION);
        restoration.clock().leave(failure.getMessage().lines().findFirst().orElse(""));
        restoration.failed(failure);
        run.listeners().forEach(listener -> listener.restorationFinished(restoration));
        return restoration;
    }

    /** A restore for which no backup was chosen. */
    public static Restoration unselected(Run run, String system, Throwable failure) {
        var restoration = started(run, system, new RestoreRequest(system, "", "", "", false, "WikiRestoreCheck"));
        restoration.clock().leave("no backup");
        restoration.failed(failure);
        run.listeners().forEach(listener -> listener.restorationFinished(restoration));
        return restoration;
    }

    /** Tells the end of a restoration. */
    public static Restoration disposed(Run run, Restoration restoration, Disposal disposal) {
        restoration.clock().enter(Phase.DISCARD);
        restoration.clock().leave("ok");
        restoration.disposedAs(disposal);
        run.listeners().forEach(listener -> listener.restorationDiscarded(restoration));
        return restoration;
    }

    /** Evaluates one rule on a restoration, as an engine does. */
    public static void rule(Restoration restoration, String id, Verdict verdict, double value, String message) {
        var sql = "SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE c.id IS NULL";
        var samples = verdict == Verdict.PASS ? List.<String>of() : List.of("18 -> 90311", "977 -> 90311");
        restoration.reporter().ruleStarted(id, "every row of " + id + " is sound");
        restoration
                .reporter()
                .ruleFinished(new RuleOutcome(
                        id,
                        "every row of " + id + " is sound",
                        value,
                        "at most 0",
                        verdict,
                        message,
                        samples,
                        sql,
                        Duration.ofMillis(120)));
    }

    /** What became of a check that looked at these restorations. */
    public static void check(Run run, String name, Verdict verdict, String message, Restoration... restorations) {
        var ids = List.of(restorations).stream().map(Restoration::id).toList();
        run.add(new CheckOutcome(
                "[engine:junit-jupiter]/[class:OrdersRestoreCheck]/[method:" + name + "()]",
                "OrdersRestoreCheck",
                name,
                verdict,
                ids,
                message,
                Duration.ofMillis(250)));
    }

    private static Restoration started(Run run, String system, RestoreRequest request) {
        var id = system + "-" + (run.restorations().size() + 1);
        var restoration = new Restoration(
                id,
                run.configuration().system(system, "the sample"),
                request,
                Instant.parse("2026-11-22T10:00:01Z"),
                AS_OF,
                run.listeners());
        run.add(restoration);
        restoration.journal().note("restoring " + request.describe());
        run.listeners().forEach(listener -> listener.restorationStarted(restoration));
        restoration.clock().enter(Phase.SELECT);
        return restoration;
    }

    private static void select(Restoration restoration, String id) {
        var backup = new Backup(
                id,
                restoration.system().name(),
                restoration.request().copy(),
                "/backup/" + id,
                AS_OF.minusSeconds(3600),
                5_000_000_000L,
                Map.of("kind", "base backup"));
        var target = RecoveryTarget.parse(restoration.request().at(), AS_OF);
        restoration.selected(new Selection(backup, target, backup, "the newest of 3"));
    }

    private static void pass(Restoration restoration, Phase... phases) {
        for (var phase : phases) {
            restoration.clock().enter(phase);
        }
    }

    private static ProtectedSystem system(String name) {
        return new ProtectedSystem(
                "firedrill.yaml:3",
                name,
                "postgresql",
                "local",
                name,
                "postgres",
                new BackupSource("firedrill.yaml:4", "sample", Map.of(), Path.of(".")),
                Map.of("dr", new BackupSource("firedrill.yaml:5", "sample", Map.of(), Path.of("."))),
                new Objectives(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofHours(26)),
                Optional.of(AS_OF),
                Duration.ofHours(2),
                InstanceScope.CLASS,
                List.of(),
                List.of(),
                Path.of("rules"),
                "keys",
                Path.of("work"),
                Optional.empty(),
                List.of(),
                Baseline.USUAL,
                Depth.FILES,
                Optional.empty(),
                List.of(),
                new RestorePlace("", Map.of(), Path.of("")));
    }

    private record FixedInstance(RecoveryPoint recoveryPoint) implements Instance {
        @Override
        public String discarding() {
            return "kill -QUIT 4711";
        }

        @Override
        public void verify(List<String> queries) {}

        @Override
        public Map<String, String> address() {
            return Map.of();
        }

        @Override
        public String connection() {
            return "psql -h 127.0.0.1 -p 54321 -U firedrill_reader orders";
        }

        @Override
        public List<String> log() {
            return List.of("LOG:  consistent recovery state reached");
        }

        @Override
        public long bytes() {
            return 7_654_321L;
        }
    }
}
