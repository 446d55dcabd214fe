package dev.firedrill.process;

import java.util.Map;
import java.util.Set;

/** What a child process is told of ours: no secret of CI may reach a server that runs code out of a backup. */
final class ChildEnvironment {
    private static final Set<String> KEPT = Set.of("PATH", "LANG", "TZ", "HOME", "TMPDIR");

    private ChildEnvironment() {}

    /** Takes all out but what programs need to be found, to name times and to read texts. */
    static void restrict(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !KEPT.contains(name) && !name.startsWith("LC_"));
    }
}
