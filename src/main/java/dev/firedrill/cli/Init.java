package dev.firedrill.cli;

import dev.firedrill.cli.init.BackupSearch;
import dev.firedrill.cli.init.ConfigurationWriter;
import dev.firedrill.cli.init.FoundSystem;
import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.Platforms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a first firedrill.yaml. */
@Command(
        name = "init",
        description = {
            "Writes a firedrill.yaml: from what is given, or from what is found.",
            "Looked for are stanzas of pgBackRest, servers of Barman, and with --in base backups and dumps.",
            "On a terminal it asks which of them to take."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill init                          what pgBackRest and Barman know on this host",
            "  firedrill init --in /backup --yes       and what lies in /backup; without questions",
            "  firedrill init --system crm --type base-backup \\",
            "      --key directory=/backup/crm --key wal=/backup/crm-wal",
            "  firedrill init --sample                 the sample shop, to try Firedrill"
        })
final class Init implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @ArgGroup(exclusive = false, heading = "One system that you describe:%n")
    private DescribedSystem described;

    @Option(names = "--in", paramLabel = "DIR", description = "a place to look for base backups and dumps")
    private List<Path> places = List.of();

    @Option(
            names = "--pgbackrest",
            paramLabel = "FILE",
            description = "pgBackRest's configuration (default: /etc/pgbackrest*)")
    private List<Path> pgBackRest = List.of();

    @Option(names = "--barman", paramLabel = "FILE", description = "Barman's configuration (default: /etc/barman.conf)")
    private List<Path> barman = List.of();

    @Option(
            names = "--wal-g",
            paramLabel = "FILE",
            description = "WAL-G's configuration (default: /etc/wal-g*, ~/.walg.json, and the environment)")
    private List<Path> walG = List.of();

    @Option(names = "--sample", description = "the sample shop that comes along")
    private boolean sample;

    @Option(names = "--yes", description = "asks nothing, and takes all that is found")
    private boolean yes;

    @Option(names = "--force", description = "replaces an existing file; a copy of it is kept beside it")
    private boolean force;

    Init(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var writer = new ConfigurationWriter(config.file(), force);
        writer.requireRoom();
        var systems = systems();
        var unsupported = new ArrayList<String>();
        var copy = writer.write(systems, read -> unsupported.addAll(unsupported(read)));
        var out = spec.commandLine().getOut();
        out.println("Wrote " + config.file() + ":\n");
        out.println(ConfigurationWriter.text(systems).indent(2));
        copy.ifPresent(old -> out.println("Kept what it replaced: " + old));
        systems.forEach(system -> system.notes().forEach(note -> out.println("Note: " + note)));
        unsupported.forEach(problem -> out.println("Note: " + problem));
        out.println("Next: " + config.command("doctor"));
        return ExitCode.PASS;
    }

    private List<FoundSystem> systems() {
        if (described != null) {
            return List.of(described.system());
        }
        if (sample) {
            return List.of(FoundSystem.of("shop", Map.of("type", "sample")));
        }
        var search = new BackupSearch()
                .pgBackRest(pgBackRest)
                .barman(barman)
                .walG(walG)
                .in(places);
        if (terminal.input() && !yes) {
            return new Choice(terminal.questions(spec.commandLine().getOut())).among(search);
        }
        search.notes().forEach(note -> spec.commandLine().getOut().println("Note: " + note));
        if (search.systems().isEmpty()) {
            throw new ConfigurationMistake(
                    "firedrill init",
                    "no backups were found" + (places.isEmpty() ? "" : " in " + places),
                    "name a place with --in DIR, describe a system with --system, --type and --key, or give --sample");
        }
        return search.systems();
    }

    /** What was described must be right; what was found is written all the same, and said. */
    private List<String> unsupported(Configuration configuration) {
        var problems = new ArrayList<String>();
        for (var system : configuration.systems().values()) {
            try {
                Platforms.installed().requireSupport(system, "");
            } catch (ConfigurationMistake e) {
                if (described != null) {
                    throw e;
                }
                problems.add(e.getMessage());
            }
        }
        return problems;
    }
}
