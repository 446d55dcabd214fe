package dev.firedrill.postgres.barman;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells from barman's words, and from those of the programs that it runs, whether its repository is damaged. What the
 * host lacks outweighs what looks like damage; what is not understood is no proof of anything.
 *
 * @param repository directories of the repository: a file of theirs that is missing is a fault of the backup
 */
record BarmanFaults(List<Path> repository) {
    static final BarmanFaults NO_FILES = new BarmanFaults(List.of());

    private static final Pattern HOST = anyOf(
            "No space left on device",
            "Disk quota exceeded",
            "[Pp]ermission denied",
            "Read-only file system",
            "Input/output error",
            "Cannot allocate memory",
            "Too many open files",
            "(command )?not found$",
            "not in system PATH");

    private static final Pattern DAMAGE = anyOf(
            "Unknown backup",
            "invalid xlog segment name",
            "unexpected end of file",
            "invalid compressed data",
            "not in (gzip|bzip2|lzma) format",
            "is not a bzip2 file",
            "data integrity error",
            "file ends unexpectedly",
            "Compressed data is corrupt",
            "File format not recognized",
            "Decoding error",
            "Decompress(ion)? error",
            "Unexpected EOF in archive",
            "This does not look like a tar archive",
            "Skipping to next header",
            "[Cc]hecksum");

    private static final Pattern MISSING = anyOf("No such file", "does not exist");

    /** The failure that such words mean. */
    RuntimeException failure(String said) {
        if (HOST.matcher(said).find()) {
            return new Inconclusive(said);
        }
        boolean missing = MISSING.matcher(said).find()
                && repository.stream().anyMatch(directory -> said.contains(directory.toString()));
        if (missing || DAMAGE.matcher(said).find()) {
            throw new BackupUnusable(said);
        }
        return new Inconclusive(said);
    }

    private static Pattern anyOf(String... expressions) {
        return Pattern.compile(String.join("|", expressions), Pattern.MULTILINE);
    }
}
