package dev.firedrill.cli;

import dev.firedrill.junit.PlantedProject;
import dev.firedrill.local.PlantedBackup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command in a JVM of its own, which may be killed. */
final class ChildCommand {
    private ChildCommand() {}

    static Process start(String... arguments) throws IOException {
        return new ProcessBuilder(line(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static List<String> line(String... arguments) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfiredrill.binaries=" + PlantedBackup.STATE.resolve("binaries"),
                "-cp",
                PlantedProject.classPath(),
                Firedrill.class.getName()));
        line.addAll(List.of(arguments));
        return line;
    }
}
