package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A plain dump as psql is given it: without the commands by which it restricts psql itself, since psql is restricted from
 * outside, and without what would call other servers. It comes in parts, one for each connection. No line of a table's
 * rows, of a literal or of a function's body is taken for a command.
 */
final class PlainText {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int SHOWN = 80;
    private static final byte[] NOTHING = {'\n'};

    private final LineSource lines;
    private final Optional<String> key;
    private final Predicate<String> statements;
    private final SqlText sql = new SqlText();
    private boolean amongRows;
    private boolean leavingOut;
    private boolean complete;
    private long tables;
    private long made;
    private long inserts;
    private long leftOut;

    /**
     * @param key the word by which the dump restricts psql; empty for an older dump
     * @param statements is asked, before psql gets it, for each statement that needs something of the cluster: whether it is
     *     executed
     */
    PlainText(InputStream in, Optional<String> key, Predicate<String> statements) {
        this.lines = new LineSource(in, LONGEST_LINE);
        this.key = key;
        this.statements = statements;
    }

    /**
     * Writes up to the next change of the connection, or to the end.
     *
     * @return the command by which the dump changes the connection; empty at the end
     * @throws Inconclusive if it holds another command of psql: such a command could do anything in our name
     */
    Optional<String> writePart(OutputStream out) throws IOException {
        while (lines.next()) {
            if (amongRows) {
                write(out);
                amongRows = !(lines.startsWith("\\.") && lines.text().equals("\\."));
            } else if (lines.startsWith("\\") && sql.isOutside()) {
                var command = lines.text();
                if (command.startsWith("\\connect ")) {
                    return Optional.of(command);
                }
                requireHarmless(command);
                out.write(NOTHING);
            } else {
                statement(out);
            }
        }
        return Optional.empty();
    }

    private void statement(OutputStream out) throws IOException {
        boolean begins = sql.isOutside() && lines.isWhole();
        var text = begins && isOfInterest() ? lines.text() : "";
        complete = begins && (isSign(text) || complete && isNothing());
        leavingOut |= DumpNeeds.mayNeed(text) && !statements.test(text);
        amongRows = text.startsWith("COPY ") && text.endsWith(" FROM stdin;");
        tables += amongRows ? 1 : 0;
        made += text.startsWith("CREATE TABLE ") ? 1 : 0;
        inserts += begins && lines.startsWith("INSERT INTO ") ? 1 : 0;
        sql.follow(lines.buffer(), lines.start(), lines.end());
        if (!leavingOut) {
            write(out);
            return;
        }
        out.write(NOTHING);
        leavingOut = !(sql.isOutside() && lines.text().endsWith(";"));
        leftOut += leavingOut ? 0 : 1;
    }

    private boolean isOfInterest() {
        byte first = lines.buffer()[lines.start()];
        return first == '-' || first >= 'A' && first <= 'Z' && first != 'I';
    }

    private static boolean isSign(String text) {
        return text.equals("-- PostgreSQL database dump complete")
                || text.equals("-- PostgreSQL database cluster dump complete");
    }

    private boolean isNothing() {
        return lines.startsWith("--") || lines.text().isBlank();
    }

    private void requireHarmless(String command) {
        boolean own = key.isPresent()
                && (command.equals("\\restrict " + key.get()) || command.equals("\\unrestrict " + key.get()));
        if (!own && !command.equals("\\encoding SQL_ASCII")) {
            throw new Inconclusive("line %d of the dump is a command of psql, which is not executed: [%s]"
                            .formatted(lines.number(), shown(command))
                    + "\n  Remedy: none of pg_dump's plain dumps has it; find out who put it there");
        }
    }

    private static String shown(String command) {
        return command.length() > SHOWN ? command.substring(0, SHOWN) + "..." : command;
    }

    private void write(OutputStream out) throws IOException {
        out.write(lines.buffer(), lines.start(), lines.end() - lines.start());
    }

    /** Whether the comment that pg_dump ends with was seen, and nothing after it. */
    boolean isComplete() {
        return complete && !amongRows && sql.isOutside();
    }

    /** The number of the line that was read last, from 1 on. */
    long line() {
        return lines.number();
    }

    /** Whether it makes tables and brings no rows for any: it was made without data. */
    boolean hasNoData() {
        return made > 0 && tables == 0 && inserts == 0;
    }

    /** How many tables came with rows. */
    long tables() {
        return tables;
    }

    /** How many statements were left out. */
    long leftOut() {
        return leftOut;
    }
}
