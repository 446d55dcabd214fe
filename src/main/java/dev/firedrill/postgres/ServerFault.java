package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an error of the server means while data is read: damage of the data (FAIL), or anything else (INCONCLUSIVE). This
 * is the only place that tells them apart.
 *
 * @param state the SQLState
 * @param message what the server said, with its detail, in one line
 */
public record ServerFault(String state, String message, SQLException cause) {
    /** data_corrupted, index_corrupted. */
    private static final Set<String> DAMAGE = Set.of("XX001", "XX002");

    /** Not connected, out of something, canceled, the system's fault. */
    private static final Set<String> NOT_OF_A_VALUE = Set.of("08", "53", "57", "58");

    private static final String UNDEFINED_FILE = "58P01";
    private static final String QUERY_CANCELED = "57014";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Pattern TOO_LARGE =
            Pattern.compile("invalid memory alloc request size|Cannot enlarge string buffer"
                    + "|string buffer exceeds maximum allowed length");
    /** What can be done about a row that {@link #isTooLarge()}. */
    public static final String TOO_LARGE_REMEDY =
            "PostgreSQL makes no text of more than 1 GB: a row is larger, or damaged;"
                    + " let rules as SQL look at the columns of that table.";
    /** A library that this host lacks is an undefined file, too; only these are part of the backup. */
    private static final Pattern FILE_OF_THE_CLUSTER = Pattern.compile("\"(base|global|pg_[a-z]+)/");

    public static ServerFault of(SQLException e) {
        var state = Optional.ofNullable(e.getSQLState()).orElse("no SQLState");
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        return new ServerFault(state, server == null ? oneLine(e.getMessage()) : text(server), e);
    }

    private static String text(ServerErrorMessage server) {
        var detail = server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
        return oneLine(server.getMessage() + detail);
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").strip();
    }

    public boolean isDamage() {
        return DAMAGE.contains(state)
                || message.startsWith("relation mapping file ")
                || state.equals(UNDEFINED_FILE)
                        && FILE_OF_THE_CLUSTER.matcher(message).find();
    }

    /** Whether it may lie in one value, so that a query which leaves that value out can do what this one could not. */
    boolean isOfValue() {
        return !isDamage() && NOT_OF_A_VALUE.stream().noneMatch(state::startsWith);
    }

    /** Whether the server would have had to make a value of more than 1 GB, which it cannot; or a damaged length says so. */
    public boolean isTooLarge() {
        return TOO_LARGE.matcher(message).find();
    }

    /** The finding for a rule that was reading this table. */
    public Finding finding(String table) {
        if (isDamage()) {
            return Finding.ofDamage("the data of  %s  is damaged: %s %s".formatted(table, state, message), cause);
        }
        return Finding.unknown("it cannot be told: %s %s".formatted(state, message), cause)
                .hint(remedy());
    }

    /**
     * What it means while an instance is prepared or verified.
     *
     * @throws BackupUnusable if the data is damaged
     */
    public Inconclusive failure(String doing) {
        if (isDamage()) {
            throw new BackupUnusable("%s: the restored data is damaged: %s %s".formatted(doing, state, message), cause);
        }
        var remedy = remedy();
        return new Inconclusive(
                "%s cannot be done: %s %s".formatted(doing, state, message)
                        + (remedy.isEmpty() ? "" : "\n  Remedy: " + remedy),
                cause);
    }

    /** What can be done about it; empty if that is unknown. */
    public String remedy() {
        return switch (state) {
            case QUERY_CANCELED -> "a rule's query is given up after its statement time-out.";
            case INSUFFICIENT_PRIVILEGE -> "the role of the checks must be able to read every row: pg_read_all_data,"
                    + " and BYPASSRLS where row security is on.";
            default -> isTooLarge() ? TOO_LARGE_REMEDY : HostRemedies.of(message);
        };
    }
}
