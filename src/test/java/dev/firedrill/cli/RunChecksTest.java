package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.PlantedProject;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks of a project that brings its own {@code mvnw}: a short script that runs the same two programs as our pom does, in
 * JVMs of their own. What it says of the run must come from that run.
 */
@Exhaustive
class RunChecksTest {
    private static final String MVNW =
            """
            #!/bin/sh
            printf '%%s\\n' "$@" > arguments
            %s
            set -f
            IFS='
            '
            java() {
                %s -cp 'classes:%s' -Dfiredrill.report=true -Dfiredrill.checks=classes \\
                    -Dallure.results.directory=allure-results -Dfiredrill.binaries=%s $(grep '^-D' arguments) "$1"
            }
            java dev.firedrill.junit.Preflight || exit 1
            java dev.firedrill.junit.ChecksMain
            """;

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void project() throws IOException {
        typed = new Typed(home);
        PracticeShop.configuration(home, "");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        mvnw("");
    }

    @Test
    void checks_that_hold_pass_and_their_results_are_not_taken_for_those_of_the_next_run() throws Exception {
        check("assertThat(shop).table(\"orders\").isNotEmpty();");
        run("daily", "-Dfiredrill.keep=never", "-Dsome.thing=a b").isPass();
        assertThat(home.resolve("arguments"))
                .content()
                .contains("test\n", "-Dgroups=daily\n", "-Dfiredrill.keep=never\n", "-Dsome.thing=a b\n")
                .contains("-Dfiredrill.config=" + typed.file());
        typed.nothingIsLeft();
        mvnw("exit 0");
        run("daily").isInconclusive("INCONCLUSIVE  the run left no results in ", "Maven ended with 0", "Remedy: ");
    }

    @Test
    void a_broken_rule_fails() throws Exception {
        check("assertThat(shop).table(\"orders\").hasNoRowsWhere(\"id > 0\");");
        assertThat(run("daily").exitCode()).isEqualTo(ExitCode.FAIL);
    }

    @Test
    void a_mistake_that_the_checks_show_is_the_users() throws Exception {
        check("assertThat(shop).table(\"orders\").isNotEmpty();");
        assertThat(run("dialy").exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        mvnw("exit 1");
        assertThat(run("daily").exitCode()).as("the mistake of another run").isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void a_user_is_told_of_mistakes_before_maven_is_started() throws Exception {
        run("daily", "monthly").isMistake("Unmatched argument");
        Files.writeString(typed.file(), "systems: {}");
        run("daily").isMistake("systems", "Remedy: ");
        Files.delete(typed.file());
        run("daily").isMistake("no such file", "Remedy: ");
        PracticeShop.configuration(home, "");
        Files.delete(home.resolve("pom.xml"));
        run("daily").isMistake("there is no pom.xml in " + home, "--project DIR");
        assertThat(home.resolve("arguments")).doesNotExist();
    }

    @Test
    void where_there_is_no_maven_it_cannot_be_told() throws Exception {
        Files.delete(home.resolve("mvnw"));
        var line = ChildCommand.line(
                "run",
                "daily",
                "--project",
                home.toString(),
                "--config",
                typed.file().toString());
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("PATH", "/nowhere");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("INCONCLUSIVE  Maven cannot be started", "Remedy: install Maven");
        assertThat(process.waitFor()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    private Typed.Ended run(String... arguments) {
        var line = new ArrayList<>(List.of("run", "--project", home.toString()));
        line.addAll(List.of(arguments));
        return typed.run(line.toArray(String[]::new));
    }

    /** @param first commands that come before the run */
    private void mvnw(String first) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var binaries = System.getProperty("firedrill.binaries");
        var file = Files.writeString(
                home.resolve("mvnw"), MVNW.formatted(first, java, PlantedProject.classPath(), binaries));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void check(String body) throws IOException {
        var configuration = Files.readString(typed.file());
        new PlantedProject(home)
                .source(
                        "planted.ShopCheck",
                        """
                        package planted;
                        import static org.assertj.core.api.Assertions.assertThat;
                        import dev.firedrill.junit.*;
                        import dev.firedrill.postgres.PostgresInstance;
                        import org.junit.jupiter.api.*;
                        @Daily @Restore("shop") public class ShopCheck {
                            @Test public void it_holds(PostgresInstance shop) { %s }
                        }
                        """
                                .formatted(body));
        Files.writeString(typed.file(), configuration);
    }
}
