package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a {@link Tool}: it is started, read, waited for, and stopped with all that it started. */
final class ToolRun {
    /** Until output that is held open after the end of a tool is given up. */
    private static final long LINGERING_MILLIS = 1_000;

    private final Tool tool;
    private final SecretValues secrets;
    private final StreamHead output = new StreamHead();
    private final StreamTail errors = new StreamTail();
    private final List<String> notes = new ArrayList<>();

    ToolRun(Tool tool) {
        this.tool = tool;
        this.secrets = SecretValues.in(tool.environment);
    }

    ToolResult result() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted("", null);
        }
        var obstacle = ProgramSearch.of(tool).missing().or(this::unreadable);
        if (obstacle.isPresent()) {
            return notStarted(obstacle.get());
        }
        ToolGuard guard;
        try {
            guard = ToolGuard.start(tool);
        } catch (IOException e) {
            return notStarted(tool.name + " cannot be started: " + e.getMessage());
        }
        return ended(guard);
    }

    private Optional<String> unreadable() {
        return Optional.ofNullable(tool.input)
                .filter(file -> !Files.isReadable(file))
                .map(file -> "%s, which %s should read, is not there or may not be read".formatted(file, tool.name));
    }

    private ToolResult ended(ToolGuard guard) {
        var teller = new LineTeller(line -> tool.lines.accept(secrets.masked(line)));
        var readers = List.of(
                StreamReader.start(tool.name + " output", guard.output(), output),
                StreamReader.start(tool.name + " errors", guard.errors(), errors, teller));
        boolean inTime = waitFor(guard, teller);
        if (!inTime && !guard.stop()) {
            notes.add(tool.name + " could not be stopped: it, or something that it started, is still running");
        }
        boolean whole = allRead(readers);
        teller.close();
        teller.rethrow();
        return told(guard, !inTime, !whole);
    }

    private boolean waitFor(ToolGuard guard, LineTeller teller) {
        try {
            return guard.waitFor(nanos());
        } catch (InterruptedException e) {
            boolean stopped = guard.stop();
            teller.close();
            throw interrupted(stopped ? "" : ", which could not be stopped", e);
        }
    }

    private ToolResult told(ToolGuard guard, boolean timedOut, boolean unread) {
        if (unread) {
            notes.add("something that " + tool.name + " started holds its output open; what it prints now is not read");
        }
        if (output.isCut()) {
            notes.add("%s printed %,d bytes; only the first %,d are kept"
                    .formatted(tool.name, output.total(), StreamHead.KEPT));
        }
        var said = new StringBuilder(secrets.masked(errors.text()));
        for (var note : notes) {
            said.append(said.isEmpty() || said.charAt(said.length() - 1) == '\n' ? "" : "\n")
                    .append("firedrill: ")
                    .append(note)
                    .append('\n');
        }
        return new ToolResult(guard.exitCode(), output.text(), said.toString(), timedOut, unread || output.isCut());
    }

    /** The streams end with the last process that holds them; they are read side by side until then. */
    private boolean allRead(List<StreamReader> readers) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGERING_MILLIS);
        for (var reader : readers) {
            Uninterrupted.get(() -> reader.ended(end - System.nanoTime()));
        }
        return readers.stream().allMatch(StreamReader::sawEnd);
    }

    private long nanos() {
        return tool.limit.getSeconds() > TimeUnit.DAYS.toSeconds(365)
                ? TimeUnit.DAYS.toNanos(365)
                : tool.limit.toNanos();
    }

    private static ToolResult notStarted(String why) {
        return new ToolResult(ToolResult.NOT_STARTED, "", why, false, false);
    }

    private Inconclusive interrupted(String how, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new Inconclusive("interrupted while running " + tool.name + how, cause);
    }
}
