package dev.firedrill.cli;

import dev.firedrill.config.KnownEntries;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a freeze: yesterday becomes its last day. The entry stays, so that messages say whose it was. */
@Command(
        name = "expire",
        description = "Lets all offenders of a rule fail from now on: yesterday becomes the last day of the list.")
final class KnownExpire implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "a system")
    private String system;

    @Parameters(index = "1", paramLabel = "RULE", description = "a rule that is known")
    private String rule;

    @Override
    public Integer call() {
        var configuration = config.read();
        var entry = KnownEntry.of(configuration.system(system, "firedrill known expire"), rule);
        var today = LocalDate.now(ZoneOffset.UTC);
        var out = spec.commandLine().getOut();
        if (entry.isOver(today)) {
            out.println("Over already, since " + entry.until() + ": " + entry.place());
        } else {
            new KnownEntries(configuration.file(), system).until(rule, today.minusDays(1));
            out.println("All offenders of rule %s fail from now on (%s, until %s)."
                    .formatted(rule, entry.place(), today.minusDays(1)));
        }
        return ExitCode.PASS;
    }
}
