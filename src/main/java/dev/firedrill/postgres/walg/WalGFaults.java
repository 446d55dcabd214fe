package dev.firedrill.postgres.walg;

import dev.firedrill.process.ToolResult;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.regex.Pattern;

/**
 * Tells from WAL-G's words whether what it keeps is damaged: it ends with 1 for everything. A connection that breaks makes
 * it complain of archives that end too early, so what the way to the storage lacks outweighs what looks like damage.
 */
final class WalGFaults {
    private static final Pattern HOST = anyOf(
            "connection",
            "time(d )?-?out",
            "deadline exceeded",
            "no such host",
            "dial tcp",
            "read tcp",
            "\\btls\\b",
            "x509",
            "status code: ?[45]",
            "access ?denied",
            "forbidden",
            "permission denied",
            "credential",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "SlowDown",
            "no space left",
            "disk quota",
            "too many open files",
            "cannot allocate memory",
            "input/output error",
            "read-only file system",
            "decrypt",
            "openpgp");

    /** Of the libraries that WAL-G unpacks with, whichever compression is used. */
    private static final String UNPACKING = "checksum|corrupt|magic number|invalid (tar )?header|"
            + "(lz4|zstd|brotli|lzma|xz|lzo|gzip|flate|archive/tar): |doesn't match";

    private static final Pattern DAMAGE = anyOf(
            UNPACKING,
            "unexpected EOF",
            "unexpected end of JSON",
            "invalid character",
            "archive '[^']*' does not exist",
            "backup '[^']*' does not exist",
            "expect pg_control archive, but not found",
            "failed to fetch files metadata",
            "NoSuchKey");

    /** In a line of the server's log, where other lines cannot tell that a connection broke. */
    static final Pattern DAMAGED_LOG =
            Pattern.compile("^(?:ERROR|FATAL): \\d{4}/.*(?:" + UNPACKING + ")", Pattern.CASE_INSENSITIVE);

    private WalGFaults() {}

    /** The failure that a command means which did not end well. */
    static RuntimeException failure(WalG walg, String doing, ToolResult result) {
        var said = "%s cannot %s (exit code %d):%n%s"
                .formatted(walg, doing, result.exitCode(), result.errors().strip());
        if (!HOST.matcher(result.errors()).find()
                && DAMAGE.matcher(result.errors()).find()) {
            throw new BackupUnusable(said);
        }
        return new Inconclusive(said);
    }

    private static Pattern anyOf(String... expressions) {
        return Pattern.compile(String.join("|", expressions), Pattern.CASE_INSENSITIVE);
    }
}
