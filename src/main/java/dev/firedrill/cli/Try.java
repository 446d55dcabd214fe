package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.evidence.RecordedPasses;
import dev.firedrill.postgres.KeptPostgres;
import dev.firedrill.postgres.SqlRule;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.PastCounts;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries rules on an instance that was kept. Nothing is recorded: it is no check of a backup. */
@Command(
        name = "try",
        description = {
            "Tries SQL rules on a server that firedrill shell kept: each row that is returned is an offence.",
            "docs/rule-template.sql shows how a rule is written. Nothing is recorded."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill shell shop --print         restores and keeps",
            "  firedrill try shop orphans.sql       as often as you change the file",
            "  firedrill try shop suites/rules/shop/*.sql"
        })
final class Try implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "a system of which an instance is kept")
    private String system;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "RULE.sql", description = "one query each")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        var configuration = config.read();
        var wanted = configuration.system(system, "firedrill try");
        var base = Path.of("").toAbsolutePath();
        var rules = files.stream().map(file -> SqlRule.read(base, file)).toList();
        var kept = new KeptOnes(config, configuration, "firedrill try").newest(wanted);
        var outcomes = new TriedRules(spec.commandLine().getOut(), kept.headline());
        var database = new KeptPostgres(kept, context(kept, outcomes, wanted, configuration));
        return ExitCode.of(outcomes.of(database, rules));
    }

    private static RuleContext context(
            KeptInstance kept, TriedRules outcomes, ProtectedSystem wanted, Configuration configuration) {
        var passes = RecordedPasses.in(configuration.state());
        return new RuleContext(
                kept.headline(),
                outcomes,
                Samples.of(wanted.place(), wanted.samples()),
                id -> passes.lastPass(kept.system(), kept.requested(), id),
                "below",
                KnownOffences.of(wanted),
                PastCounts.NONE);
    }
}
