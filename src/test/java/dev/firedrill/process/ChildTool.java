package dev.firedrill.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a tool in a JVM of its own, which may be killed. */
final class ChildTool {
    private ChildTool() {}

    public static void main(String[] command) {
        Tool.of(command).run();
    }

    static Process start(List<String> command) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildTool.class.getName()));
        line.addAll(command);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
