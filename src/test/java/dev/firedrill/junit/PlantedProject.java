package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A small project with checks of its own, compiled on the spot and run in a JVM of its own. */
public final class PlantedProject {
    private final Path directory;
    private final Path classes;

    public PlantedProject(Path directory) throws IOException {
        this.directory = directory;
        this.classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(
                directory.resolve("firedrill.yaml"), "systems: {shop: {engine: postgresql, backup: {type: sample}}}\n");
    }

    /** What a run ended with. */
    record Ended(int exitCode, String output, Path directory) {}

    public PlantedProject source(String name, String text) throws IOException {
        var file = directory.resolve("sources").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        var options = List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none", file.toString());
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
        assertThat(code).as("compiling " + name).isZero();
        return this;
    }

    PlantedProject service(Class<?> type, String implementation) throws IOException {
        var file = classes.resolve("META-INF/services").resolve(type.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, implementation + "\n");
        return this;
    }

    PlantedProject configuration(String yaml) throws IOException {
        Files.writeString(directory.resolve("firedrill.yaml"), yaml);
        return this;
    }

    Ended run(String groups) throws Exception {
        return run(ChecksMain.class, groups, Map.of());
    }

    Ended run(Class<?> main, String groups, Map<String, String> properties) throws Exception {
        var process = start(main, groups, properties);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, directory);
    }

    Process start(Class<?> main, String groups, Map<String, String> properties) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + System.getProperty("path.separator") + classPath(),
                "-Dfiredrill.report=true",
                "-Dfiredrill.config=firedrill.yaml",
                "-Dfiredrill.checks=" + classes,
                "-Dallure.results.directory=allure-results",
                "-Dgroups=" + groups));
        properties.forEach((name, value) -> line.add("-D" + name + "=" + value));
        line.add(main.getName());
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** That of the tests without the engine of their properties: a project of a user has none, and it would run, too. */
    public static String classPath() {
        var separator = System.getProperty("path.separator");
        var whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(whole.split(Pattern.quote(separator)))
                .filter(entry -> !entry.contains("jqwik"))
                .collect(Collectors.joining(separator));
    }
}
