package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.verdict.Verdict;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores a system, keeps it, and lets a person look into it. */
@Command(
        name = "shell",
        description = {
            "Restores a system, keeps the server, and opens psql or redis-cli on it.",
            "One that is kept already is used again. It is read only, and on this host only."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill shell shop                    the newest state, or what is kept",
            "  firedrill shell shop --at '1h ago'      before as-of; also an ISO instant, name:X, lsn:X",
            "  firedrill shell shop --copy dr --fresh  from a copy, restored anew",
            "  firedrill shell shop --print            prints how to connect, opens nothing"
        })
final class Shell implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(paramLabel = "SYSTEM", description = "a system in the configuration")
    private String system;

    @Mixin
    private Target target;

    @Option(names = "--fresh", description = "restores anew, even if one is kept")
    private boolean fresh;

    @Option(names = "--print", description = "prints how to connect, and opens nothing")
    private boolean print;

    Shell(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var configuration = config.read();
        var wanted = configuration.system(system, "firedrill shell");
        if (wanted.engine().equals(ObjectsCatalog.ENGINE)) {
            throw new ConfigurationMistake(
                    wanted.place(),
                    "engine [" + wanted.engine() + "] has no server to connect to",
                    "name a system that is restored into a server");
        }
        var progress = new Progress(spec.commandLine().getOut(), terminal.output());
        var run = AdHocRun.of(configuration, target.seed(), progress);
        var found = kept(run);
        if (found.isPresent()) {
            say("Using what is kept: " + found.get().headline());
            return open(wanted, found.get());
        }
        var restoration = restored(run, wanted);
        if (restoration.failure().isPresent()) {
            spec.commandLine().getErr().println(restoration.failure().get().getMessage());
            return ExitCode.of(Verdict.of(restoration.failure().get()));
        }
        return open(wanted, run.kept().of(system).get(0));
    }

    /** One that was restored as it is asked for now; any, where nothing special is asked for. */
    private Optional<KeptInstance> kept(AdHocRun run) {
        var request = request();
        return fresh
                ? Optional.empty()
                : run.kept().of(system).stream()
                        .filter(kept -> !target.isGiven() || kept.requested().equals(request.describe()))
                        .findFirst();
    }

    private RestoreRequest request() {
        return target.request(system, "firedrill shell");
    }

    private Restoration restored(AdHocRun run, ProtectedSystem wanted) {
        var request = request();
        run.platforms().requireSupport(wanted, request.copy());
        request.validate();
        run.path().sweep();
        var restoration = run.path().restore(wanted, request);
        if (restoration.failure().isEmpty()) {
            run.path().keep(restoration);
            say("Restored %s in %s. Nothing was checked."
                    .formatted(
                            restoration.headline(),
                            Durations.text(restoration.rto().orElseThrow())));
            restoration.missedObjectives().forEach(missed -> say("A check would fail: " + missed));
        }
        return restoration;
    }

    private int open(ProtectedSystem wanted, KeptInstance kept) {
        say("Kept: " + kept.restoration() + " (" + system + ")");
        say("  connect: " + kept.connect());
        if (wanted.engine().equals("postgresql")) {
            say("  rules:   " + config.command("try " + system + " rule.sql"));
        }
        say("  discard: " + config.command("sweep --kept " + system));
        spec.commandLine().getOut().flush();
        if (!print && terminal.input()) {
            HostClient.of(wanted.engine(), kept).flatMap(HostClient::open).ifPresent(this::say);
        }
        return ExitCode.PASS;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
