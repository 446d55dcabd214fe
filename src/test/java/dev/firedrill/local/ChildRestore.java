package dev.firedrill.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Restores a planted backup in a JVM of its own, which may have fewer rights, or be killed. */
final class ChildRestore {
    static final String DONE = "DONE ";

    /** Said after the value of key {@code backup}: its as-of is the small sample's. */
    static final String OF_THE_SAMPLE = "of the sample";

    private ChildRestore() {}

    /** Says how the restore ended, then leaves its server running until its own input ends. */
    public static void main(String[] arguments) throws IOException {
        var home = Path.of(arguments[0]);
        var run = arguments.length == 2 ? of(home, arguments[1]) : PlantedRun.of(home);
        if (arguments.length > 2) {
            run.with("backup", arguments[1]);
        }
        var restoration = run.restore();
        System.out.println(DONE + restoration.verdict() + " "
                + restoration.failure().map(Throwable::getMessage).orElse(""));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static PlantedRun of(Path home, String backup) {
        if (backup.startsWith("{type: log-dirs")) {
            // What is restored was made for all tests of a JVM, and may be as old as their run.
            return PlantedRun.of("kafka", home, backup).with("objectives", "{rpo: 1d, backupAge: 1d}");
        }
        return backup.startsWith("{type: rdb") || backup.startsWith("{type: aof")
                ? PlantedRun.of("redis", home, backup)
                : PlantedRun.of(home, backup);
    }

    /**
     * @param before a program that starts the JVM, such as {@code setpriv} with its options
     * @param backup the value of key {@code backup}, where it is not planted in the usual way; then, if so, {@link
     *     #OF_THE_SAMPLE}
     */
    static Process start(List<String> before, Path home, String... backup) throws IOException {
        var line = new ArrayList<>(before);
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildRestore.class.getName(),
                home.toString()));
        line.addAll(List.of(backup));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }
}
