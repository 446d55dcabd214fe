package dev.firedrill.postgres.tool;

import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** The data directory that a backup tool writes into a restore's own directory, and what the tool says of its log there. */
public final class WrittenByTool {
    /** Where tablespaces are put, beside the data directory. */
    public static final String TABLESPACES = "tablespaces";

    private static final Pattern RESTORE_COMMAND =
            Pattern.compile("(?m)^\\s*restore_command\\s*=\\s*'((?:[^'\\\\]|''|\\\\.)*)'");

    private final Path directory;

    private WrittenByTool(Path directory) {
        this.directory = directory;
    }

    /** Makes the empty directories that tools insist on. */
    public static WrittenByTool in(Path directory) {
        var written = new WrittenByTool(directory);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectory(written.data(), mode);
            Files.createDirectory(directory.resolve(TABLESPACES), mode);
        } catch (IOException e) {
            throw new Inconclusive("cannot make " + written.data() + ": " + e, e);
        }
        return written;
    }

    /** What a tool is to write, or wrote, in a restore's own directory. */
    public static WrittenByTool of(Path directory) {
        return new WrittenByTool(directory);
    }

    /** The data directory. */
    public Path data() {
        return directory.resolve(FoundBackup.DATA);
    }

    /** Tools that run as root leave files to their owners in production; here they belong to whoever runs the server. */
    public void adopt() {
        Unprivileged.onThisHost().adopt(directory);
    }

    /**
     * The command by which the tool fetches log, as it wrote it for the server.
     *
     * @throws Inconclusive if it wrote none
     */
    public String restoreCommand() {
        var file = data().resolve("postgresql.auto.conf");
        try {
            var matcher = RESTORE_COMMAND.matcher(Files.readString(file));
            String found = null;
            while (matcher.find()) {
                found = matcher.group(1).replace("''", "'").replaceAll("\\\\(.)", "$1");
            }
            if (found != null) {
                return found;
            }
            throw new Inconclusive("the backup tool wrote no restore_command into " + file.getFileName());
        } catch (IOException e) {
            throw new Inconclusive("cannot read " + file + ": " + e, e);
        }
    }
}
