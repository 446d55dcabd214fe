package dev.firedrill.cli;

import dev.firedrill.restore.ToolVersion;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code firedrill shell shop}. */
@Command(
        name = "firedrill",
        description = "Fire drills for backups: restores them for real and proves what came back.",
        mixinStandardHelpOptions = true,
        versionProvider = Firedrill.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Init.class,
            Doctor.class,
            Plan.class,
            RunChecks.class,
            Shell.class,
            Try.class,
            Known.class,
            RecordInventory.class,
            ExportTopics.class,
            Sweep.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:PASS (or WARN): what was asked for was done",
            "1:FAIL: the backup is bad, or a rule is broken",
            "2:INCONCLUSIVE: it could not be told",
            "3:a mistake in the configuration or on the command line"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill init --in /backup         writes a first firedrill.yaml",
            "  firedrill doctor                    says what stands in the way",
            "  firedrill plan shop                 says what a restore would take",
            "  firedrill run weekly                restores and checks what the week asks for",
            "  firedrill shell shop --at '1h ago'  restores, keeps, opens psql",
            "  firedrill try shop rule.sql         tries a rule on what is kept",
            "  firedrill known list                lists offences that are known",
            "  firedrill inventory shop --from URL records what it must contain",
            "  firedrill export events --from KAFKA --output DIR   writes its topics into files",
            "  firedrill sweep --kept shop         discards what was kept",
        })
public final class Firedrill implements Runnable {
    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    /** Ends the JVM with the command's exit code. */
    public static void main(String[] arguments) {
        System.exit(exitCode(arguments));
    }

    /** Java's own exit code for what nobody caught would say that a backup is bad. */
    private static int exitCode(String[] arguments) {
        try {
            return execute(arguments);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            return ExitCode.INCONCLUSIVE;
        }
    }

    private static int execute(String[] arguments) {
        var screen = Charset.forName(System.getProperty("stdout.encoding", System.getProperty("native.encoding")));
        var out = new PrintWriter(System.out, true, screen);
        var err = new PrintWriter(System.err, true, screen);
        return commandLine(out, err, Terminal.ofThisProcess()).execute(arguments);
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Terminal terminal) {
        var outcomes = new Outcomes();
        return new CommandLine(new Firedrill(), new Commands(terminal))
                .setUsageHelpWidth(WIDTH)
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(outcomes)
                .setParameterExceptionHandler(outcomes);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Firedrill " + ToolVersion.current()};
        }
    }
}
