package dev.firedrill.benchmarks;

import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tool's own restore, then the server on it, with the settings that Firedrill has.
 *
 * @param line the command line that restores into a data directory
 * @param restoreCommand by which the server fetches log; empty where the tool has put it into pg_wal
 */
record ByTool(Function<Path, List<String>> line, Function<WrittenByTool, String> restoreCommand) implements ByHand {
    @Override
    public PostgresServer restore(Path directory) throws IOException {
        var written = WrittenByTool.in(directory);
        Command.of(inItsSession(line.apply(written.data()))).runOrThrow("restoring");
        var settings = ServerSettings.ofThrowawayServer();
        var command = restoreCommand.apply(written);
        if (!command.isEmpty()) {
            Files.writeString(written.data().resolve("recovery.signal"), "");
            settings.with("restore_command", command);
        }
        var binaries = PostgresBinaries.in(Path.of(DebianPackages.POSTGRESQL_15));
        return ByHand.ready(
                PostgresServer.start(binaries, written.data(), directory.resolve("run"), "postgres", settings));
    }

    /**
     * As Firedrill runs tools. Beside other work Linux shares processors out by sessions: in the JVM's own, the same command
     * was seen to take half as long as in one that had just begun.
     */
    static List<String> inItsSession(List<String> line) {
        return Stream.concat(Stream.of("setsid", "--wait"), line.stream()).toList();
    }
}
