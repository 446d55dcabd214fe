package dev.firedrill.cli;

import dev.firedrill.restore.KeptInstance;
import dev.firedrill.restore.Swept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what killed runs left, and what a person does not want to keep any longer. */
@Command(
        name = "sweep",
        description = "Removes what killed runs left. What the ledger does not name is not touched.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill sweep              removes what killed runs left",
            "  firedrill sweep --kept       and everything that was kept",
            "  firedrill sweep --kept shop  and what was kept of one system"
        })
final class Sweep implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Option(
            names = "--dry-run",
            description = "says what would be removed of runs whose ledger is lost, and removes nothing")
    private boolean dryRun;

    @Option(names = "--kept", description = "also discards instances that a person had kept")
    private boolean kept;

    @Parameters(
            arity = "0..*",
            paramLabel = "SYSTEM",
            description = "with --kept: discards those of these systems only")
    private Set<String> systems = Set.of();

    @Override
    public Integer call() {
        if (!kept && !systems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "systems are named together with --kept only");
        }
        var configuration = config.read();
        systems.forEach(system -> configuration.system(system, "firedrill sweep"));
        var run = AdHocRun.of(configuration, 0);
        var known =
                run.kept().all().stream().collect(Collectors.toMap(KeptInstance::restoration, instance -> instance));
        var swept = new ArrayList<Swept>();
        if (!dryRun) {
            swept.addAll(kept ? run.path().sweepKept(systems) : run.path().sweep());
        }
        swept.addAll(run.path().sweepExpired(configuration.systems().values(), dryRun));
        print(swept, known);
        return run.run().lateFailures().isEmpty() ? ExitCode.PASS : ExitCode.INCONCLUSIVE;
    }

    private void print(List<Swept> swept, Map<String, KeptInstance> known) {
        var out = spec.commandLine().getOut();
        var table = new Table("  ");
        for (var one : swept) {
            var entry = one.entry();
            var instance = known.get(entry.restoration());
            var of = instance == null ? "of restore " + entry.restoration() : "kept of " + instance.headline();
            table.row(
                    word(one.fate()),
                    entry.kind(),
                    entry.reference(),
                    of + (one.why().isEmpty() ? "" : ": " + one.why()));
        }
        table.lines().forEach(out::println);
        out.println(summary(swept));
        if (count(swept, Swept.Fate.KEPT) > 0) {
            out.println("Discard what is kept: " + config.command("sweep --kept"));
        }
    }

    private static String summary(List<Swept> swept) {
        if (swept.isEmpty()) {
            return "Nothing was left: the ledger is empty.";
        }
        long left = count(swept, Swept.Fate.LEFT_BEHIND);
        return "%d removed, %d gone already, %d kept, %d in use by a process that still runs%s."
                .formatted(
                        count(swept, Swept.Fate.REMOVED),
                        count(swept, Swept.Fate.GONE),
                        count(swept, Swept.Fate.KEPT),
                        count(swept, Swept.Fate.IN_USE),
                        left == 0 ? "" : "; INCONCLUSIVE: %d could NOT be removed".formatted(left));
    }

    private static long count(List<Swept> swept, Swept.Fate fate) {
        return swept.stream().filter(one -> one.fate() == fate).count();
    }

    private static String word(Swept.Fate fate) {
        return switch (fate) {
            case WOULD_BE_REMOVED -> "would be removed";
            case REMOVED -> "removed";
            case GONE -> "gone";
            case KEPT -> "kept";
            case IN_USE -> "in use";
            case LEFT_BEHIND -> "LEFT BEHIND";
        };
    }
}
