package dev.firedrill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rules that are known to be broken: today's offenders are tolerated for a while, new ones are not. */
@Command(
        name = "known",
        description = {
            "Freezes a rule that is broken: the keys of its offenders are listed in a file that firedrill.yaml names,",
            "with an owner and a last day. Only new offenders fail; all of them do again when that day is over."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KnownAdd.class, KnownList.class, KnownStrike.class, KnownExpire.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill known add shop orders-have-customers --owner dba --until 2027-03-01 --why OPS-41",
            "  firedrill known list                               what is known, of which day, by whom",
            "  firedrill known strike shop orders-have-customers  takes out those that are healed",
            "  firedrill known expire shop orders-have-customers  lets all of them fail from now on"
        })
final class Known implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}
