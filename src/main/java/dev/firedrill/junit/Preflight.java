package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.report.WholeFile;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.rules.KnownOffences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Looks for a user's mistakes before anything is restored: the configuration, the tag expression, and what the selected
 * checks ask for. Maven runs it before the checks, because what is thrown inside surefire comes with a stack trace.
 */
public final class Preflight {
    static final String CHECKS = "firedrill.checks";

    /** Names the last run that was not made because of a user's mistake. */
    public static final Path MISTAKE = Path.of("target", "firedrill", "mistake");

    private Preflight() {}

    /** Prints one message and ends with exit code 3 if something is wrong. */
    public static void main(String[] arguments) {
        var parameters = RunParameters.ofThisJvm();
        try {
            check(parameters);
        } catch (ConfigurationMistake e) {
            System.err.println(e.getMessage());
            leaveWord(parameters.value(RunParameters.INVOCATION));
            System.exit(3);
        }
    }

    /** Maven ends with one exit code for all; whoever started it finds here that the mistake was the user's. */
    private static void leaveWord(String invocation) {
        if (!invocation.isEmpty()) {
            WholeFile.write(MISTAKE, invocation.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Looks at everything that can be known before the first restore.
     *
     * @throws ConfigurationMistake if something is wrong
     */
    static void check(RunParameters parameters) {
        parameters.validate();
        var configuration = parameters.configuration();
        var groups = parameters.groups();
        var plan = new CheckPlan(Path.of(parameters.value(CHECKS)));
        new BuiltInMistakes(configuration, plan.builtInClasses()).find();
        configuration.systems().values().forEach(KnownOffences::of);
        new PlanMistakes(plan).find(groups);
        var platforms = Platforms.installed();
        for (var type : plan.selectedClasses(groups)) {
            RestoreDeclaration.of(type).ifPresent(declaration -> look(declaration, configuration, platforms));
        }
        plan.selected(groups).stream()
                .flatMap(id -> RestoreNode.requestOf(id, configuration).stream())
                .distinct()
                .forEach(request -> look(request, configuration, platforms));
    }

    private static void look(RestoreDeclaration declaration, Configuration configuration, Platforms platforms) {
        for (var restore : declaration.validated().restores()) {
            look(declaration.request(restore), configuration, platforms);
        }
    }

    private static void look(RestoreRequest request, Configuration configuration, Platforms platforms) {
        var system = configuration.system(request.system(), request.asker());
        platforms.requireSupport(system, request.copy());
        request.validate();
        if (request.asksForInventory() && platforms.inventory(system).isEmpty()) {
            throw new ConfigurationMistake(
                    request.asker(),
                    "asks for the inventory of system [" + system.name() + "], and it names none",
                    "add inventory: FILE to the system, and record it: firedrill inventory");
        }
    }
}
