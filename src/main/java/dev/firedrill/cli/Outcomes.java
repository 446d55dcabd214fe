package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into a message and an exit code; only what nobody expected has a stack trace. */
final class Outcomes implements IExecutionStrategy, IParameterExceptionHandler {
    @Override
    public int execute(ParseResult parsed) {
        var commandLine = parsed.commandSpec().commandLine();
        try {
            return new RunLast().execute(parsed);
        } catch (ParameterException e) {
            throw e;
        } catch (ExecutionException e) {
            return said(e.getCause() == null ? e : e.getCause(), commandLine.getErr());
        } catch (AssertionError e) {
            return said(e, commandLine.getErr());
        }
    }

    private static int said(Throwable thrown, PrintWriter err) {
        if (thrown instanceof ConfigurationMistake) {
            err.println(thrown.getMessage());
            return ExitCode.CONFIGURATION;
        }
        if (thrown instanceof AssertionError) {
            err.println(thrown.getMessage());
            return ExitCode.FAIL;
        }
        if (thrown instanceof Inconclusive) {
            err.println(thrown.getMessage());
        } else {
            err.println(new Inconclusive("this was not expected: " + thrown).getMessage());
            thrown.printStackTrace(err);
        }
        return ExitCode.INCONCLUSIVE;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        var commandLine = mistake.getCommandLine();
        var err = commandLine.getErr();
        err.println(mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            commandLine.usage(err);
        }
        return ExitCode.CONFIGURATION;
    }

    /** The command itself, as a person can type it again. */
    static CommandLine root(CommandLine commandLine) {
        return commandLine.getParent() == null ? commandLine : root(commandLine.getParent());
    }
}
