package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.config.BackupSource;
import dev.firedrill.process.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program barman and one of its servers. It is always run behind a {@link Fence}, so that it reads its home and
 * changes nothing of it.
 *
 * @param config its configuration file; empty for the one that it would find by itself
 * @param jobs how many workers copy at a time; empty for what its configuration says
 */
record Barman(String program, String server, Optional<Path> config, Optional<String> jobs) {
    static final String SERVER = "server";
    static final String CONFIG = "config";
    static final String PROGRAM = "program";
    static final String JOBS = "jobs";

    static Barman of(BackupSource source) {
        return new Barman(
                source.value(PROGRAM).orElse("barman"),
                source.value(SERVER).orElse(""),
                source.value(CONFIG).map(text -> source.path(CONFIG)),
                source.value(JOBS));
    }

    /** Its paths, which only it can tell. */
    BarmanServer paths() {
        try (var fence = Fence.temporary(this)) {
            return BarmanServer.of(
                    this,
                    ask(fence, PythonStart.environment(program), "show-servers").orThrow());
        }
    }

    /** What it lists of its backups. */
    JsonNode list() {
        try (var fence = Fence.temporary(this)) {
            return ask(fence, PythonStart.environment(program), "list-backups").orThrow();
        }
    }

    /** What it says of one backup. */
    BarmanAnswer describe(BarmanServer paths, String id) {
        try (var fence = Fence.temporary(this)) {
            // It unpacks compressed histories of timelines beside them.
            fence.showLogOf(paths);
            // Nothing more in its environment: it may start a filter of the user's.
            return ask(fence, Map.of(), "show-backup", id);
        }
    }

    private BarmanAnswer ask(Fence fence, Map<String, String> environment, String command, String... arguments) {
        var words = new ArrayList<>(List.of(command, server));
        words.addAll(List.of(arguments));
        return BarmanAnswer.of(
                this,
                command,
                tool(fence, words)
                        .withEnvironment(environment)
                        .named("barman " + command)
                        .run());
    }

    /** One command of it, ready to run. */
    Tool tool(Fence fence, List<String> words) {
        var line = new ArrayList<>(List.of(program, "-c", fence.configuration().toString(), "-f", "json"));
        line.addAll(words);
        return Tool.of(line).withEnvironment(fence.environment());
    }

    @Override
    public String toString() {
        return "barman server " + server;
    }
}
