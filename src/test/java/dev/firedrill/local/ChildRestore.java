package dev.firedrill.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Restores a planted backup in a JVM of its own, which may have fewer rights, or be killed. */
final class ChildRestore {
    static final String DONE = "DONE ";

    private ChildRestore() {}

    /** Says how the restore ended, then leaves its server running until its own input ends. */
    public static void main(String[] arguments) throws IOException {
        var run = PlantedRun.of(Path.of(arguments[0]));
        if (arguments.length > 1) {
            run.with("backup", arguments[1]);
        }
        var restoration = run.restore();
        System.out.println(DONE + restoration.verdict() + " "
                + restoration.failure().map(Throwable::getMessage).orElse(""));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    /** @param before a program that starts the JVM, such as {@code setpriv} with its options */
    static Process start(List<String> before, Path home) throws IOException {
        return start(before, home, List.of());
    }

    /** @param backup what firedrill.yaml says of the backup, if it is not the usual */
    static Process start(List<String> before, Path home, List<String> backup) throws IOException {
        var line = new ArrayList<>(before);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildRestore.class.getName(),
                home.toString()));
        line.addAll(backup);
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
