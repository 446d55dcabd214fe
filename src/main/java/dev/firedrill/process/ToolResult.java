package dev.firedrill.process;

/**
 * What a {@link Tool} left.
 *
 * @param exitCode 127 if it could not be started (then {@code errors} says why); 128 and the signal's number if a signal
 *     ended it
 * @param output standard output, at most the first 64 MiB; empty where it went to a file
 * @param errors standard error, at most the last 64 KiB, and what Firedrill has to say of the run
 * @param timedOut whether it was stopped because it took too long
 * @param outputCut whether {@code output} may lack something that the tool printed
 */
public record ToolResult(int exitCode, String output, String errors, boolean timedOut, boolean outputCut) {
    /** The exit code of a program that could not be started, as shells have it. */
    public static final int NOT_STARTED = 127;

    /** Whether it ended well, in time, and all that it printed is here. */
    public boolean isComplete() {
        return exitCode == 0 && !timedOut && !outputCut;
    }

    /** Without what the tool printed, which may be data of production. */
    @Override
    public String toString() {
        return "exit code %d, %d characters of output%s%s"
                .formatted(exitCode, output.length(), outputCut ? ", cut" : "", timedOut ? ", timed out" : "");
    }
}
