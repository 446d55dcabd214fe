package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program of somebody else that works for a time and ends: {@code pgbackrest info}, {@code pg_restore}. It has a time
 * limit, its output is bounded, and it cannot outlive this JVM, nor can what it started. Immutable.
 *
 * <pre>{@code
 * var listing = Tool.of("pgbackrest", "--stanza=main", "--output=json", "info")
 *         .named("pgbackrest info")
 *         .withEnvironment(Map.of("PGBACKREST_REPO1_CIPHER_PASS", passphrase))
 *         .within(Duration.ofMinutes(1))
 *         .runOrThrow("listing the backups of stanza main");
 * }</pre>
 *
 * It is told only what {@link ChildEnvironment} keeps and what is given here, and it has no terminal to ask questions on.
 */
public final class Tool {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LAST_LINES = 20;

    final List<String> command;
    String name;
    Map<String, String> environment = Map.of();
    Path directory;
    Duration limit = Duration.ofMinutes(10);
    Consumer<String> lines = line -> {};
    Path output;
    Path input;

    private Tool(List<String> command) {
        this.command = command;
        this.name = command.get(0);
    }

    private Tool(Tool other) {
        command = other.command;
        name = other.name;
        environment = other.environment;
        directory = other.directory;
        limit = other.limit;
        lines = other.lines;
        output = other.output;
        input = other.input;
    }

    /** The program, looked for in {@code PATH} where it names no directory, and its arguments; never a secret among them. */
    public static Tool of(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a tool needs a program");
        }
        return new Tool(List.copyOf(command));
    }

    /** The program and its arguments; never a secret among them. */
    public static Tool of(String... command) {
        return of(List.of(command));
    }

    /** What messages call it; without this, its program. */
    public Tool named(String newName) {
        var copy = new Tool(this);
        copy.name = newName;
        return copy;
    }

    /**
     * More variables than those that every child keeps; a later one replaces an earlier one of the same name. Secrets
     * travel here. Where the tool itself prints one on standard error, and its variable is named for one
     * ({@code PGPASSWORD}, {@code AWS_SECRET_ACCESS_KEY}), it is masked.
     *
     * @throws IllegalArgumentException if a name is not one that a shell passes on, or a value holds a NUL
     */
    public Tool withEnvironment(Map<String, String> added) {
        added.forEach(Tool::require);
        var all = new TreeMap<>(environment);
        all.putAll(added);
        var copy = new Tool(this);
        copy.environment = Map.copyOf(all);
        return copy;
    }

    /** Never with the value in the message: the JDK's own message would hold it. */
    private static void require(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of an environment variable: [" + name + "]");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the value of environment variable " + name + " holds a NUL");
        }
    }

    /** Its working directory; without this, ours. */
    public Tool in(Path newDirectory) {
        var copy = new Tool(this);
        copy.directory = newDirectory;
        return copy;
    }

    /** How long it may take, ten minutes without this; then it is stopped with all that it started. */
    public Tool within(Duration newLimit) {
        if (newLimit.isNegative() || newLimit.isZero()) {
            throw new IllegalArgumentException("a time limit is more than nothing: " + newLimit);
        }
        var copy = new Tool(this);
        copy.limit = newLimit;
        return copy;
    }

    /**
     * Hears each line of standard error as it comes, at most {@value LineTeller#LONGEST} bytes of it, on another thread.
     * What it throws is thrown by {@link #run()} when the tool has ended.
     */
    public Tool tellingLines(Consumer<String> listener) {
        var copy = new Tool(this);
        copy.lines = listener;
        return copy;
    }

    /** Sends standard output to a file, emptied first, of mode 0600 if it is new; the result's output is empty then. */
    public Tool writingTo(Path file) {
        var copy = new Tool(this);
        copy.output = file;
        return copy;
    }

    /** Takes standard input from a file; without this, it is empty. */
    public Tool readingFrom(Path file) {
        var copy = new Tool(this);
        copy.input = file;
        return copy;
    }

    /**
     * Runs it and waits for its end.
     *
     * @return also when it failed, could not be started or took too long
     * @throws Inconclusive if this thread is interrupted; the tool is stopped first
     */
    public ToolResult run() {
        return new ToolRun(this).result();
    }

    /**
     * Runs it and gives back its standard output.
     *
     * @param doing what it is for, for the message
     * @throws Inconclusive if its exit code is not 0, it took too long, or not all of its output was kept
     */
    public String runOrThrow(String doing) {
        var result = run();
        if (result.isComplete()) {
            return result.output();
        }
        throw new Inconclusive(
                "%s failed: [%s] %s%n%s".formatted(doing, name, ending(result), lastLines(result.errors())));
    }

    private String ending(ToolResult result) {
        if (result.timedOut()) {
            return "was stopped after its time limit of "
                    + limit.toString().substring(2).toLowerCase(Locale.ROOT);
        }
        return result.exitCode() == 0
                ? "ended with exit code 0, but not all of its output was kept"
                : "ended with exit code " + result.exitCode();
    }

    private static String lastLines(String errors) {
        var all = errors.strip().lines().toList();
        return errors.isBlank()
                ? "(it said nothing on standard error)"
                : all.stream()
                        .skip(Math.max(0, all.size() - LAST_LINES))
                        .map(LineTeller::shortened)
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Its name alone: nothing of what it is given. */
    @Override
    public String toString() {
        return name;
    }
}
