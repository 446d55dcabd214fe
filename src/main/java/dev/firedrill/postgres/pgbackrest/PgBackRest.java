package dev.firedrill.postgres.pgbackrest;

import dev.firedrill.config.BackupSource;
import dev.firedrill.process.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program pgbackrest with the options that reach one stanza. It only ever reads here: {@code info}, {@code repo-ls},
 * {@code restore} and {@code archive-get}. What it logs comes to us and goes into no file of its own.
 *
 * @param config its configuration file; empty for the one that it finds by itself
 * @param repo number of the repository; empty for all that its configuration names
 */
record PgBackRest(String program, String stanza, Optional<String> config, Optional<String> repo) {
    static final String STANZA = "stanza";
    static final String CONFIG = "config";
    static final String REPO = "repo";
    static final String PROGRAM = "program";

    static PgBackRest of(BackupSource source) {
        return new PgBackRest(
                source.value(PROGRAM).orElse("pgbackrest"),
                source.value(STANZA).orElse(""),
                source.value(CONFIG).map(text -> source.path(CONFIG).toString()),
                source.value(REPO));
    }

    /** The same, with the repository that a backup was found in. */
    PgBackRest in(String repository) {
        return new PgBackRest(program, stanza, config, Optional.of(repository));
    }

    /** One command of it, ready to run. */
    Tool tool(String command, String... options) {
        return Tool.of(line(command, List.of(options))).named("pgbackrest " + command);
    }

    private List<String> line(String command, List<String> options) {
        var line = new ArrayList<>(List.of(program));
        config.ifPresent(file -> line.add("--config=" + file));
        line.add("--log-level-console=off");
        line.add("--log-level-file=off");
        line.add("--log-level-stderr=warn");
        repo.ifPresent(number -> line.add("--repo=" + number));
        if (!command.equals("repo-ls")) {
            line.add("--stanza=" + stanza);
        }
        line.add(command);
        line.addAll(options);
        return line;
    }

    @Override
    public String toString() {
        return "pgbackrest stanza " + stanza
                + repo.map(number -> ", repository " + number).orElse("");
    }
}
