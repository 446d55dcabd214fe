package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that runs to its end, with what it printed. */
public final class Command {
    private final List<String> line;

    private Command(List<String> line) {
        this.line = line;
    }

    /**
     * What a program left.
     *
     * @param exitCode 127 if it could not be started
     * @param output standard output and error, mixed
     */
    public record Result(int exitCode, String output) {}

    public static Command of(String... line) {
        return new Command(List.of(line));
    }

    public static Command of(List<String> line) {
        return new Command(List.copyOf(line));
    }

    /** Runs it and waits for its end. */
    public Result run() {
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            ChildEnvironment.restrict(builder.environment());
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while running " + line.get(0), e);
        }
    }

    /**
     * Runs it and gives back what it printed.
     *
     * @param doing what it is for, for the message
     * @throws Inconclusive if its exit code is not 0
     */
    public String runOrThrow(String doing) {
        var result = run();
        if (result.exitCode() != 0) {
            throw new Inconclusive("%s failed: [%s] ended with exit code %d%n%s"
                    .formatted(
                            doing,
                            line.get(0),
                            result.exitCode(),
                            result.output().strip()));
        }
        return result.output();
    }
}
