package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.KnownOffence;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.rules.KeysFile;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is known, and of which the last day is over. */
@Command(name = "list", description = "Lists what is known: how many offenders, until when, who answers for it, why.")
final class KnownList implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(arity = "0..1", paramLabel = "SYSTEM", description = "a system (default: all)")
    private Optional<String> system;

    @Override
    public Integer call() {
        var configuration = config.read();
        List<ProtectedSystem> systems = system.map(name -> List.of(configuration.system(name, "firedrill known list")))
                .orElseGet(() -> new ArrayList<>(configuration.systems().values()));
        var table = new Table("  ");
        table.row("SYSTEM", "RULE", "KNOWN", "UNTIL", "OWNER", "WHY");
        var garbled = new ArrayList<String>();
        systems.forEach(each -> each.known()
                .forEach(entry -> table.row(
                        each.name(),
                        entry.rule(),
                        count(entry, garbled),
                        until(entry),
                        entry.owner(),
                        entry.why().replaceAll("\\s+", " "))));
        var lines = table.lines();
        (lines.size() == 1 ? List.of("Nothing is known.") : lines)
                .forEach(spec.commandLine().getOut()::println);
        garbled.forEach(spec.commandLine().getErr()::println);
        return garbled.isEmpty() ? ExitCode.PASS : ExitCode.CONFIGURATION;
    }

    private static String count(KnownOffence entry, List<String> garbled) {
        try {
            return "%,d"
                    .formatted(KeysFile.read(entry.place(), entry.keys()).keys().size());
        } catch (ConfigurationMistake e) {
            garbled.add(e.getMessage());
            return "?";
        }
    }

    private static String until(KnownOffence entry) {
        return entry.until() + (entry.isOver(LocalDate.now(ZoneOffset.UTC)) ? " (over)" : "");
    }
}
