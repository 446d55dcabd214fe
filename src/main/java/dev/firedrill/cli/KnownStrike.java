package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.KeyComparison;
import dev.firedrill.rules.KeysFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes those out of a list that do not offend any more, so that they fail if they ever do again. */
@Command(
        name = "strike",
        description = {
            "Takes those out of the list of a rule that do not offend on a kept server of the newest state.",
            "Nothing is added: what is new stays new."
        })
final class KnownStrike implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "a system of which an instance is kept")
    private String system;

    @Parameters(index = "1", paramLabel = "RULE", description = "a rule that is known")
    private String rule;

    @Override
    public Integer call() {
        var configuration = config.read();
        var wanted = configuration.system(system, "firedrill known strike");
        var entry = KnownEntry.of(wanted, rule);
        var listed = KeysFile.read(entry.place(), entry.keys());
        // In an older state they may not have offended yet.
        var kept = new KeptOnes(config, configuration, "firedrill known strike")
                .newest(
                        wanted,
                        instance -> instance.requested().equals("latest"),
                        "no instance of the newest state of system [" + system + "] is kept");
        var all = new RuleOffenders(configuration, wanted, rule).on(kept);
        if (!all.complete()) {
            throw new Inconclusive("not all of rule " + rule + " could be judged, so that it cannot be told what is"
                    + " healed: " + String.join("; ", all.nameless()));
        }
        var found = all.rows();
        if (!found.columns().equals(listed.columns())) {
            throw new ConfigurationMistake(
                    entry.keys() + ":1",
                    "names its keys by " + listed.columns() + ", and the rule names rows by " + found.columns(),
                    "write it anew: firedrill known add " + system + " " + rule);
        }
        var compared = KeyComparison.of(listed, found.rows());
        try {
            listed.with(without(listed.keys(), compared.healed())).write(entry.keys());
        } catch (IOException e) {
            throw new Inconclusive("the keys could not be written to " + entry.keys() + ": " + e, e);
        }
        var out = spec.commandLine().getOut();
        out.println("Struck: %,d of %,d known offenders of rule %s on %s"
                .formatted(compared.healed().size(), listed.keys().size(), rule, kept.headline()));
        if (compared.known().isEmpty()) {
            out.println("None is left: remove the entry, " + entry.place());
        }
        return ExitCode.PASS;
    }

    private static List<List<String>> without(List<List<String>> keys, List<List<String>> healed) {
        var left = new ArrayList<>(keys);
        healed.forEach(left::remove);
        return left;
    }
}
