package dev.firedrill.postgres;

import dev.firedrill.verdict.Verdict;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which words of the server mean that its host is at fault, and which that its files are. */
final class ComplaintPatterns {
    private static final Pattern HOST = anyOf(
            "No space left on device",
            "Disk quota exceeded",
            "Input/output error",
            "Permission denied",
            "Too many open files",
            "Read-only file system",
            "could not load library",
            "could not access file \"",
            "could not find function",
            "database locale is incompatible",
            "initialized by PostgreSQL version",
            "insufficient parameter settings",
            "could not map anonymous shared memory",
            "could not create shared memory segment",
            "could not create semaphores",
            "out of (shared )?memory",
            "could not bind",
            "Address already in use",
            "could not create any",
            "lock file \"[^\"]*\" already exists",
            "unrecognized configuration parameter",
            "invalid value for parameter",
            "parameter \"[^\"]*\" requires",
            "configuration file \"[^\"]*\" contains errors",
            "data directory \"[^\"]*\" has (wrong ownership|invalid permissions)",
            "could not restore image at \\S+ compressed with (\\S+ not supported by build|unknown method)",
            "compression method \\w+ not supported",
            "resource manager with ID \\d+ not registered",
            "could not restore file \"[^\"]*\" from archive: child process",
            "terminating connection due to administrator command");

    private static final Pattern BACKUP = anyOf(
            "could not locate a valid checkpoint record",
            "could not locate required checkpoint record",
            "could not find redo location",
            "invalid checkpoint record",
            "invalid primary checkpoint record",
            "WAL ends before end of online backup",
            "WAL ends before consistent recovery point",
            "WAL was generated with \"?wal_level=minimal",
            "requested timeline \\d+ is not a child",
            "requested timeline \\d+ does not contain minimum recovery point",
            "recovery target timeline \\d+ does not exist",
            "requested recovery stop point is before consistent recovery point",
            "recovery ended before configured recovery target was reached",
            "invalid page in block",
            "page verification failed",
            "incorrect checksum in control file",
            "control file contains invalid",
            "database files are incompatible with server",
            "WAL file is from different database system",
            "could not (open|read|access|stat|find) .*No such file or directory",
            "could not open directory .*No such file or directory",
            "could not read .*: read only \\d+ of \\d+",
            "could not read block",
            "is not a valid data directory",
            "could not find the database system",
            "invalid data in file",
            "invalid contents in file",
            "invalid magic number",
            "invalid record length",
            "incorrect resource manager data checksum",
            "unexpected pageaddr",
            "WAL contains references to invalid pages",
            "archive file \"[^\"]*\" has wrong size",
            "relation mapping file \"[^\"]*\" contains (invalid data|incorrect checksum)",
            "could not access status of transaction",
            "syntax error in history file|invalid data in history file",
            "^PANIC: ");

    private ComplaintPatterns() {}

    static Optional<Verdict> verdict(String message) {
        if (HOST.matcher(message).find()) {
            return Optional.of(Verdict.INCONCLUSIVE);
        }
        return BACKUP.matcher(message).find() ? Optional.of(Verdict.FAIL) : Optional.empty();
    }

    private static Pattern anyOf(String... expressions) {
        return Pattern.compile(String.join("|", expressions));
    }
}
