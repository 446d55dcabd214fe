package dev.firedrill.process;

import java.util.ArrayList;
import java.util.List;

/** A command line in a session and a group of processes of its own, which Ctrl-C ends. */
public final class NewSession {
    private NewSession() {}

    /** What is started in the background of a script without job control ignores Ctrl-C, and all that it starts does. */
    public static List<String> line(String... command) {
        var line = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        line.addAll(List.of(command));
        return line;
    }
}
