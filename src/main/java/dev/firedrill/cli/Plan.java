package dev.firedrill.cli;

import dev.firedrill.cli.plan.PlanLines;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.verdict.Inconclusive;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a restore would take. */
@Command(
        name = "plan",
        description = {
            "Says what would be restored and why, what that takes, and how long it took before.",
            "It moves nothing, and writes nothing but that it may unpack the PostgreSQL that comes along."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill plan shop",
            "  firedrill plan shop --at '1h ago' --copy dr",
            "  firedrill plan shop --random 30d --seed 7"
        })
final class Plan implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(paramLabel = "SYSTEM", description = "a system in the configuration")
    private String name;

    @Mixin
    private Target target;

    @Override
    public Integer call() {
        var configuration = config.read();
        var system = configuration.system(name, "firedrill plan");
        var run = AdHocRun.of(configuration, target.seed());
        var request = target.request(name, "firedrill plan");
        run.platforms().requireSupport(system, request.copy());
        request.validate();
        if (!run.platforms().isPrepared(system, request.copy())) {
            throw new Inconclusive("the backups of " + name + " are made by its first restore, which there was none yet"
                    + "\n  Remedy: " + config.command("shell " + name + " --print"));
        }
        var foresight = run.path().foresee(system, request);
        var past = EvidenceLog.in(configuration.state()).restores(name);
        var table = new Table("  ");
        PlanLines.of(system, request, foresight, past).forEach(line -> table.row("  " + line[0], line[1]));
        var out = spec.commandLine().getOut();
        out.println(name + " (" + request.describe() + ")");
        table.lines().forEach(out::println);
        boolean hindered = PlanLines.isHindered(foresight);
        out.println(hindered ? "INCONCLUSIVE: this host cannot restore it as it is." : "Nothing was moved.");
        return hindered ? ExitCode.INCONCLUSIVE : ExitCode.PASS;
    }
}
