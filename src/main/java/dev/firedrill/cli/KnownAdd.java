package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.KnownEntries;
import dev.firedrill.config.KnownOffence;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.rules.KeyComparison;
import dev.firedrill.rules.KeysFile;
import dev.firedrill.rules.OffendingRows;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Freezes a rule: lists the offenders that it has on an instance that is kept. */
@Command(
        name = "add",
        description = {
            "Lists the offenders that a rule has on a server that is kept, and enters the list in firedrill.yaml.",
            "A list of the same rule is replaced. Keep a server with firedrill shell, or by a run with",
            "-Dfiredrill.keep=on-failure. With samples: hashed, digests stand for the keys."
        })
final class KnownAdd implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "a system of which an instance is kept")
    private String system;

    @Parameters(index = "1", paramLabel = "RULE", description = "the rule, as messages name it")
    private String rule;

    @Option(names = "--owner", required = true, paramLabel = "WHO", description = "who answers for it")
    private String owner;

    @Option(names = "--until", required = true, paramLabel = "DAY", description = "the last day, such as 2027-03-01")
    private String until;

    @Option(names = "--why", required = true, paramLabel = "REASON", description = "the reason, or a ticket")
    private String why;

    @Override
    public Integer call() {
        var configuration = config.read();
        var wanted = configuration.system(system, "firedrill known add");
        var lastDay = lastDay();
        requireTerms();
        var samples = samples(wanted);
        var kept = new KeptOnes(config, configuration, "firedrill known add").newest(wanted);
        var all = new RuleOffenders(configuration, wanted, rule).on(kept);
        var found = all.rows();
        if (found.rows().isEmpty()) {
            throw new ConfigurationMistake(
                    "rule [" + rule + "]",
                    "has no offender on " + kept.headline() + nameless(all),
                    "there is nothing to freeze");
        }
        var before = wanted.known().stream()
                .filter(entry -> entry.rule().equals(rule))
                .findFirst();
        var file = before.map(KnownOffence::keys)
                .orElseGet(() -> wanted.backup().base().resolve("known").resolve(fileName()));
        say("%,d offenders of rule %s on %s".formatted(found.rows().size(), rule, kept.headline()));
        all.nameless().forEach(text -> say("  not listed, so excused by nothing: " + text));
        before.ifPresent(entry -> compare(entry, found));
        freeze(configuration, KeysFile.of(found, samples), file, lastDay);
        say("New ones fail from now on, and all of them after " + lastDay + ".");
        return ExitCode.PASS;
    }

    private static String nameless(RuleOffenders.Found all) {
        return all.nameless().isEmpty() ? "" : " that a list could name; without a name: " + all.nameless();
    }

    private void freeze(Configuration configuration, KeysFile keys, Path file, LocalDate lastDay) {
        try {
            keys.write(file);
        } catch (IOException e) {
            throw new Inconclusive("the keys could not be written to " + file + ": " + e, e);
        }
        say("  keys:  " + file + (keys.hashed() ? " (digests)" : ""));
        var base = configuration.file().toAbsolutePath().normalize().getParent();
        var named = file.startsWith(base) ? base.relativize(file) : file;
        new KnownEntries(configuration.file(), system).put(rule, named.toString(), owner, lastDay, why);
        say("  entry: " + configuration.file() + ", systems." + system + ".known");
    }

    private void compare(KnownOffence entry, OffendingRows found) {
        try {
            var compared = KeyComparison.of(KeysFile.read(entry.place(), entry.keys()), found.rows());
            say("  known before: %,d of them; added: %,d; struck: %,d"
                    .formatted(
                            compared.known().size(),
                            compared.fresh().size(),
                            compared.healed().size()));
        } catch (ConfigurationMistake e) {
            say("  the list before cannot be read, and is replaced");
        }
    }

    private LocalDate lastDay() {
        var remedy = "give the last day it should hold, such as 2027-03-01";
        try {
            var day = LocalDate.parse(until);
            if (day.isBefore(LocalDate.now(ZoneOffset.UTC))) {
                throw new ConfigurationMistake("--until " + until, "that day is over", remedy);
            }
            return day;
        } catch (DateTimeException e) {
            throw new ConfigurationMistake("--until " + until, "is no day", remedy);
        }
    }

    private void requireTerms() {
        for (var text : new String[] {owner, why}) {
            if (text.isBlank()) {
                throw new ConfigurationMistake("--owner, --why", "one is empty", "say who answers for it, and why");
            }
        }
    }

    private static Samples samples(ProtectedSystem wanted) {
        var samples = Samples.of(wanted.place(), wanted.samples());
        return Optional.of(samples)
                .filter(mode -> mode != Samples.NONE)
                .orElseThrow(() -> new ConfigurationMistake(
                        wanted.place(),
                        "samples: none lets nothing of a key leave an instance, so no list can be kept",
                        "write samples: hashed, which keeps digests"));
    }

    /** Ids of rules fit for file names, but may be long. */
    private String fileName() {
        var name = system + "-" + rule.replaceAll("[^\\p{L}\\p{N}_.$-]+", "-");
        return (name.length() <= 100 ? name : name.substring(0, 100) + "-" + Integer.toHexString(rule.hashCode()))
                + ".csv";
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
