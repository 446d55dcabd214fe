package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a server without root's rights, which PostgreSQL insists on: directly for an ordinary user, in a user namespace
 * for root, and as another account where namespaces are forbidden.
 */
public enum Unprivileged {
    /** This user is not root. */
    DIRECT("this user is not root") {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }
    },
    /** Root, in a user namespace that maps nobody: {@code unshare} becomes the server, so its pid is the server's. */
    USER_NAMESPACE("root without its rights, in a user namespace") {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("unshare", "-U"), command);
        }

        @Override
        public void adopt(Path directory) {
            Command.of("chown", "-R", "0:0", directory.toString()).runOrThrow("taking over " + directory);
        }
    },
    /** Root, where user namespaces are forbidden: the files are given to another account, which runs the server. */
    OTHER_ACCOUNT("another account, since user namespaces are forbidden") {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("setpriv", "--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups"), command);
        }

        @Override
        public void own(Path directory) {
            Command.of("chown", "-R", ACCOUNT + ":" + ACCOUNT, directory.toString())
                    .runOrThrow("giving " + directory + " to account " + ACCOUNT);
            if (!canRead(directory)) {
                throw new Inconclusive("account " + ACCOUNT + ", which runs servers here, cannot reach " + directory
                        + "\n  Remedy: put the project and its workdir: outside of directories that only root may enter,"
                        + " or allow user namespaces");
            }
        }
    };

    /** Property that chooses a way instead of finding it out: {@code direct}, {@code user_namespace}, ... */
    public static final String PROPERTY = "firedrill.unprivileged";

    private static final String UNREADABLE =
            "cd \"$0\" && for f in *; do [ -r \"$f\" ] || [ ! -e \"$f\" ] || printf '%s\\n' \"$f\"; done; [ -r . ]";

    /** The overflow account, which exists everywhere and owns nothing. */
    private static final String ACCOUNT = "65534";

    private final String description;

    Unprivileged(String description) {
        this.description = description;
    }

    /** How servers are run, in a few words. */
    public String description() {
        return description;
    }

    /** The command line that runs {@code command} without root's rights. */
    public abstract List<String> command(List<String> command);

    /** Makes a directory, whole, belong to whoever runs the server. */
    public void own(Path directory) {
        // Only another account needs to be given anything.
    }

    /** Makes what a program wrote, which kept the owners of its files, belong to this user; only root needs to. */
    public void adopt(Path directory) {
        // What an ordinary user's program wrote is that user's.
    }

    /** Names of the entries of a directory that a server that is run so cannot read; empty if it cannot even enter it. */
    public Optional<List<String>> unreadableIn(Path directory) {
        var answer = Command.of(command(List.of("sh", "-c", UNREADABLE, directory.toString())))
                .run();
        return answer.exitCode() == 0 ? Optional.of(answer.output().lines().toList()) : Optional.empty();
    }

    /** Whether a server that is run so can read a file; root without root's rights cannot read what others own. */
    public boolean canRead(Path file) {
        return Command.of(command(List.of("test", "-r", file.toString()))).run().exitCode() == 0;
    }

    /** The way that this host allows. */
    public static Unprivileged onThisHost() {
        var chosen = System.getProperty(PROPERTY, "");
        return chosen.isEmpty() ? Found.WAY : valueOf(chosen.toUpperCase(Locale.ROOT));
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return List.copyOf(all);
    }

    private static final class Found {
        static final Unprivileged WAY = find();

        private static Unprivileged find() {
            if (!isRoot()) {
                return DIRECT;
            }
            boolean namespaces = Command.of("unshare", "-U", "true").run().exitCode() == 0;
            return namespaces ? USER_NAMESPACE : OTHER_ACCOUNT;
        }

        private static boolean isRoot() {
            try {
                return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return System.getProperty("user.name").equals("root");
            }
        }
    }
}
