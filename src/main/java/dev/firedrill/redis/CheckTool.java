package dev.firedrill.redis;

import dev.firedrill.process.Tool;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Redis's own tool for RDB files. It reads every value, as a server would, and keeps none. */
record CheckTool(RedisPrograms programs) {
    static final String NAME = "redis-check-rdb";
    private static final int SHOWN = 6;
    private static final int NOT_STARTED = 127;

    /** @param judged whether it found the file sound; else the text says why it could not say */
    record Answer(boolean judged, String text) {}

    /**
     * Lets it read a file.
     *
     * @return that it is sound, or why it could not be asked
     * @throws BackupUnusable if it says that the file is damaged
     */
    Answer of(Path file, Duration limit) {
        var unprivileged = Unprivileged.onThisHost();
        if (!unprivileged.canRead(file)) {
            return new Answer(
                    false, "%s was not asked: without this user's rights it cannot read %s".formatted(NAME, file));
        }
        var command = unprivileged.command(List.of(programs.sibling(NAME), file.toString()));
        var result = Tool.of(command).named(NAME).within(limit).run();
        if (result.exitCode() == 0 && !result.timedOut()) {
            return new Answer(true, "%s %s: %s is sound".formatted(NAME, programs.version(), file));
        }
        var said = (result.output() + "\n" + result.errors())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (result.timedOut() || result.exitCode() >= NOT_STARTED || lacksSomething(said)) {
            return new Answer(
                    false, "%s %s could not judge %s: %s".formatted(NAME, programs.version(), file, last(said)));
        }
        throw new BackupUnusable("%s says that %s is damaged:\n  %s".formatted(NAME, file, last(said)));
    }

    /** What this tool does not know, and not the file. */
    private static boolean lacksSomething(List<String> said) {
        return said.stream()
                .anyMatch(line -> line.matches(".*(Cannot open|Can't handle RDB format version|module (data|type)).*"));
    }

    private static String last(List<String> said) {
        return said.stream().skip(Math.max(0, said.size() - SHOWN)).collect(Collectors.joining("\n  "));
    }
}
