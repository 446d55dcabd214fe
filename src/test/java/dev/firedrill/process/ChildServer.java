package dev.firedrill.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a guarded process in a JVM that leads a process group of its own, as a script without job control does. */
final class ChildServer {
    private ChildServer() {}

    /** @param line the log, then the command */
    public static void main(String[] line) throws IOException {
        GuardedProcess.start(List.of(line).subList(1, line.length), Path.of(line[0]));
        System.in.read();
    }

    /** The JVM; its group has its number. */
    static Process start(Path log, String... command) throws IOException {
        var line = new ArrayList<>(NewSession.line(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildServer.class.getName(),
                log.toString()));
        line.addAll(List.of(command));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
