package dev.firedrill.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs backup checks as {@code mvn test -Dgroups=EXPRESSION} does, with an exit code that says what came of it. */
@Command(
        name = "run",
        description = {
            "Restores and checks, as mvn test -Dgroups=EXPRESSION does. It needs Maven and a project.",
            "Unlike Maven's, its exit code tells a bad backup from what could not be told."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill run weekly",
            "  firedrill run 'monthly & database' -Dfiredrill.keep=on-failure",
            "  firedrill run monthly -Dtest=CrmRestoreCheck"
        })
final class RunChecks implements Callable<Integer> {
    /** With any tag, or without one. */
    private static final String ALL = "any() | none()";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(
            arity = "0..1",
            paramLabel = "EXPRESSION",
            defaultValue = ALL,
            description = "tags of JUnit, such as weekly or 'monthly & database' (default: all checks)")
    private String groups;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "the Maven project (default: this directory, or Firedrill's own)")
    private Optional<Path> project;

    @Option(names = "--verbose", description = "shows all that Maven says")
    private boolean verbose;

    RunChecks(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        config.readForRun();
        var maven = MavenProject.find(project);
        var invocation = UUID.randomUUID().toString();
        Map<String, String> properties = new LinkedHashMap<>(config.properties());
        properties.put("groups", groups);
        properties.put(
                "firedrill.config", config.file().toAbsolutePath().normalize().toString());
        properties.put("firedrill.invocation", invocation);
        spec.commandLine().getOut().flush();
        int code = maven.test(properties, verbose, !terminal.output());
        var results = new RunResults(maven.directory(), invocation, code);
        results.remark().ifPresent(spec.commandLine().getErr()::println);
        return results.exitCode();
    }
}
