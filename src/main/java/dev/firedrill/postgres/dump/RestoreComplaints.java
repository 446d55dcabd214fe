package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pg_restore or psql complained of, and whose fault that is. Rows and passwords, which both print with their errors,
 * are not repeated.
 */
final class RestoreComplaints {
    private static final int KEPT = 40;

    private static final Pattern ERROR = Pattern.compile("(?:psql: line \\d+: |psql: )?(?:error|ERROR|FATAL|PANIC): .*"
            + "|pg_restore: error: .*|invalid command .*");

    private static final Pattern PLACE = Pattern.compile("CONTEXT:  COPY ([^,]+), line (\\d+).*");
    private static final Pattern COMMAND = Pattern.compile(
            "Command was: (?!CREATE USER|CREATE SERVER|CREATE SUBSCRIPTION|CREATE ROLE|ALTER ROLE|INSERT)(.*)");
    private static final Pattern KEY = Pattern.compile("DETAIL:  (Key \\(.*)");

    private static final Pattern HOST = Pattern.compile(String.join(
            "|",
            "extension \"[^\"]*\" is not available",
            "could not open extension control file",
            "extension \"[^\"]*\" has no installation script",
            "language \"[^\"]*\" does not exist",
            "could not (access|load|open) (file|library) \"\\$libdir",
            "could not load library",
            "invalid locale name",
            "could not create locale",
            "could not open collator",
            "locale .* (not supported|is not recognized)",
            "ICU is not supported",
            "encoding \"[^\"]*\" (does not match locale|is not supported with)",
            "No space left on device",
            "Disk quota exceeded",
            "Input/output error",
            "Permission denied",
            "Too many open files",
            "out of (shared )?memory",
            "remaining connection slots",
            "too many clients",
            "unrecognized configuration parameter",
            "invalid value for parameter",
            "unsupported version \\([0-9.]*\\) in file header",
            "server closed the connection",
            "connection to server .* failed",
            "terminating connection",
            "the database system is ",
            "backslash commands are restricted",
            "unrestrict: wrong key",
            "invalid command ",
            "user mapping not found",
            "access to non-system foreign",
            "must be (a )?superuser",
            "permission denied to change owner",
            "compression with \\S+ is not supported",
            "(not supported by|not supported in) this build",
            "this build does not support"));

    private static final Pattern ROLE = Pattern.compile("role \"((?:[^\"]|\"\")*)\" does not exist");
    private static final Pattern MISSING_EXTENSION = Pattern.compile("extension \"([^\"]*)\" is not available");

    private final boolean keysShown;
    private final List<String> errors = new ArrayList<>();

    /** @param keysShown whether keys of rows may be shown */
    RestoreComplaints(boolean keysShown) {
        this.keysShown = keysShown;
    }

    /** Hears a line of standard error. */
    synchronized void hear(String line) {
        if (errors.size() >= KEPT) {
            return;
        }
        if (ERROR.matcher(line).matches()) {
            errors.add(line);
        } else if (!errors.isEmpty()) {
            continued(line);
        }
    }

    private void continued(String line) {
        var place = PLACE.matcher(line);
        if (place.matches()) {
            errors.add("  at row %s of the data of %s".formatted(place.group(2), place.group(1)));
        }
        add("  executing: ", COMMAND.matcher(line));
        if (keysShown) {
            add("  ", KEY.matcher(line));
        }
    }

    private void add(String before, Matcher matcher) {
        if (matcher.matches()) {
            errors.add(before + matcher.group(1));
        }
    }

    /**
     * What they mean for the backup.
     *
     * @param doing what was done, for the message
     * @param globals where the roles came from; empty if no file of them is configured
     * @return a {@link BackupUnusable} or an {@link Inconclusive}
     */
    synchronized Throwable failure(String doing, String globals) {
        var said = doing + " failed:\n  " + String.join("\n  ", errors);
        if (errors.isEmpty()) {
            return new Inconclusive(doing + " failed, and nothing says why");
        }
        var all = String.join("\n", errors);
        var role = ROLE.matcher(all);
        if (role.find()) {
            return globals.isEmpty()
                    ? new Inconclusive(said + "\n  Remedy: name the output of pg_dumpall --globals-only as globals:")
                    : new BackupUnusable(said + "\nthe dump needs role [" + role.group(1) + "], which " + globals
                            + " does not make");
        }
        return HOST.matcher(all).find() ? new Inconclusive(said + remedy(all)) : new BackupUnusable(said);
    }

    private static String remedy(String all) {
        var extension = MISSING_EXTENSION.matcher(all);
        if (extension.find()) {
            return "\n  Remedy: install extension " + extension.group(1) + " for this PostgreSQL on this host";
        }
        if (all.contains("invalid command \\restrict")) {
            return "\n  Remedy: update PostgreSQL's programs on this host: only since 13.22, 14.19, 15.14, 16.10, 17.6 and 18"
                    + " can psql be kept from executing commands that a dump holds";
        }
        if (all.contains("permission denied to change owner")) {
            return "\n  Remedy: name the output of pg_dumpall --globals-only as globals:, so that roles have their rights;"
                    + " and the cluster's superuser with superuser:, if it is not postgres";
        }
        if (all.contains("locale")) {
            return "\n  Remedy: generate the locale on this host (locale -a lists those that are there)";
        }
        return all.contains("unrecognized configuration parameter") || all.contains("unsupported version")
                ? "\n  Remedy: install the PostgreSQL that the dump was made by, or a newer one"
                : "";
    }
}
