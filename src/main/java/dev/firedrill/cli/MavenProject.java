package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The project whose checks are run, and the Maven that runs them. */
record MavenProject(Path directory) {
    private static final String POM = "pom.xml";

    /**
     * The one that is named; else that of the working directory; else Firedrill's own.
     *
     * @throws ConfigurationMistake if there is none
     */
    static MavenProject find(Optional<Path> named) {
        var own = System.getProperty("firedrill.home", "");
        var places = named.map(Stream::of)
                .orElseGet(() -> Stream.of("", own).distinct().map(Path::of))
                .map(place -> place.toAbsolutePath().normalize())
                .toList();
        return places.stream()
                .filter(place -> Files.isRegularFile(place.resolve(POM)))
                .findFirst()
                .map(MavenProject::new)
                .orElseThrow(() -> new ConfigurationMistake(
                        "firedrill run",
                        "there is no " + POM + " in " + places.get(0),
                        "go to the project that has the checks, or name it with --project DIR"));
    }

    /**
     * Runs the tests.
     *
     * @return Maven's exit code
     * @throws Inconclusive if there is no Maven
     */
    int test(Map<String, String> properties, boolean verbose, boolean plain) {
        var line = new ArrayList<>(List.of(program(), "-B", "-ntp", "test"));
        if (plain) {
            line.add("-Dstyle.color=never");
        }
        if (!verbose) {
            line.add("-q");
        }
        properties.forEach((key, value) -> line.add("-D" + key + "=" + value));
        try {
            var maven = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .inheritIO()
                    .start();
            // Who ends this command means the run, too.
            var ending = new Thread(maven::destroy);
            Runtime.getRuntime().addShutdownHook(ending);
            int code = maven.waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
            return code;
        } catch (IOException e) {
            throw new Inconclusive(
                    "Maven cannot be started: " + e.getMessage()
                            + "\n  Remedy: install Maven 3.8.7 or newer, and put mvn into the PATH",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while Maven runs", e);
        }
    }

    /** A project may bring its own. */
    String program() {
        var wrapper = directory.resolve("mvnw");
        return Files.isExecutable(wrapper) ? wrapper.toString() : "mvn";
    }
}
