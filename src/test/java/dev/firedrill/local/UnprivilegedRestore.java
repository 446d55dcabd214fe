package dev.firedrill.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A restore by a user who may not read whatever it likes: root gives that right up in a JVM of its own. */
public final class UnprivilegedRestore {
    private static final List<String> WITHOUT_RIGHTS =
            List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");

    private UnprivilegedRestore() {}

    /**
     * Restores the newest state; what it said, beginning with its verdict.
     *
     * @param backup the value of key {@code backup}
     */
    public static String of(Path home, String backup) throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        var child = ChildRestore.start(root ? WITHOUT_RIGHTS : List.of(), home, backup);
        child.getOutputStream().close();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int done = said.indexOf(ChildRestore.DONE);
        if (done < 0) {
            throw new IllegalStateException("the restore said nothing: " + said);
        }
        var answer = said.substring(done + ChildRestore.DONE.length());
        return answer.substring(answer.indexOf(' ') + 1).strip();
    }
}
