package dev.firedrill.cli;

import dev.firedrill.cli.doctor.ClockDiagnosis;
import dev.firedrill.cli.doctor.ConfigurationDiagnosis;
import dev.firedrill.cli.doctor.Diagnosis;
import dev.firedrill.cli.doctor.HostDiagnosis;
import dev.firedrill.cli.doctor.LedgerDiagnosis;
import dev.firedrill.cli.doctor.Level;
import dev.firedrill.cli.doctor.SystemDiagnosis;
import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.ToolVersion;
import dev.firedrill.rules.Numbers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what stands in the way of a drill. */
@Command(
        name = "doctor",
        description = {
            "Looks at this host, the configuration and the backups, and says what stands in the way of a drill.",
            "It restores nothing, and changes nothing but that it may unpack the PostgreSQL that comes along."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  firedrill doctor           all systems", "  firedrill doctor crm wiki  two of them"})
final class Doctor implements Callable<Integer> {
    private static final Set<String> OF_COPIES = Set.of("backups", "permissions", "disk");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(arity = "0..*", paramLabel = "SYSTEM", description = "systems to look at (default: all)")
    private List<String> names = List.of();

    private final List<Diagnosis> all = new ArrayList<>();

    @Override
    public Integer call() {
        print(
                "Firedrill " + ToolVersion.current(),
                HostDiagnosis.of(new MavenProject(Path.of("").toAbsolutePath()).program()));
        try {
            var configuration = config.read();
            var systems = systems(configuration);
            print(config.file().toString(), general(configuration));
            systems.forEach(system -> print(system, configuration));
        } catch (ConfigurationMistake e) {
            print(config.file().toString(), Diagnosis.of(Level.MISTAKE, "configuration", e));
        }
        spec.commandLine().getOut().println(summary());
        return exitCode();
    }

    private Collection<ProtectedSystem> systems(Configuration configuration) {
        return names.isEmpty()
                ? configuration.systems().values()
                : names.stream()
                        .map(name -> configuration.system(name, "firedrill doctor"))
                        .toList();
    }

    private List<Diagnosis> general(Configuration configuration) {
        var found = new ArrayList<>(ConfigurationDiagnosis.of(configuration));
        found.addAll(new ClockDiagnosis(Instant.now()).ofHost(configuration.state()));
        found.add(LedgerDiagnosis.of(Ledger.in(configuration.state()), config.command("sweep")));
        return found;
    }

    private void print(ProtectedSystem system, Configuration configuration) {
        var run = AdHocRun.of(configuration, 0);
        var diagnosis = new SystemDiagnosis(run.platforms(), run.path(), configuration.state(), Instant.now());
        print(system.name(), diagnosis.of(system, ""));
        for (var copy : new TreeSet<>(system.copies().keySet())) {
            var ofCopy = new ArrayList<>(diagnosis.of(system, copy));
            // What holds of the host is said once; what is wrong, wherever it is.
            ofCopy.removeIf(one -> one.level().compareTo(Level.WARN) < 0 && !OF_COPIES.contains(one.subject()));
            print(system.name() + ", copy " + copy, ofCopy);
        }
    }

    private void print(String heading, List<Diagnosis> found) {
        var out = spec.commandLine().getOut();
        out.println(heading);
        var table = new Table("  ");
        for (var one : found) {
            var lines = new ArrayList<>(one.found().lines().toList());
            if (!one.remedy().isEmpty()) {
                lines.add("remedy: " + one.remedy());
            }
            table.row("  " + one.level().word(), one.subject(), lines.get(0));
            lines.stream().skip(1).forEach(line -> table.row("", "", "  " + line.strip()));
        }
        table.lines().forEach(out::println);
        all.addAll(found);
    }

    private String summary() {
        long problems = all.stream().filter(one -> one.level().isProblem()).count();
        long warnings = all.stream().filter(one -> one.level() == Level.WARN).count();
        var counted = Numbers.text(warnings, "warning") + ".";
        return problems == 0
                ? "Nothing stands in the way of a drill; " + counted + " Next: " + config.command("run weekly")
                : Numbers.text(problems, "problem") + ", " + counted;
    }

    private int exitCode() {
        var worst = all.stream().map(Diagnosis::level).max(Level::compareTo).orElse(Level.OK);
        return switch (worst) {
            case OK, LATER, WARN -> ExitCode.PASS;
            case LACKING -> ExitCode.INCONCLUSIVE;
            case BAD_BACKUP -> ExitCode.FAIL;
            case MISTAKE -> ExitCode.CONFIGURATION;
        };
    }
}
