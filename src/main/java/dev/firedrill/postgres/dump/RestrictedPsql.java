package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * psql as it executes the text of a dump and nothing else: it reads no file of the user's, stops at the first error, and
 * is restricted by a word that the dump cannot know, so that it refuses every command of its own ({@code \!}, {@code \o},
 * {@code \copy}). A psql that cannot be restricted ends before it reads anything.
 */
final class RestrictedPsql {
    private static final Pattern LINE = Pattern.compile("psql:<stdin>:(\\d+): (.*)", Pattern.DOTALL);

    private final LoadingServer server;
    private final String doing;

    /** @param doing what is done, for messages */
    RestrictedPsql(LoadingServer server, String doing) {
        this.server = server;
        this.doing = doing;
    }

    /**
     * Executes the next part of a text.
     *
     * @return the command by which the text changes the connection; empty at its end
     * @throws IOException if the text cannot be read
     */
    Optional<String> run(PlainText text, String database) throws IOException {
        long before = text.line();
        var complaints = new RestoreComplaints(server.showsKeys());
        var psql = server.program(
                        "psql",
                        database,
                        List.of(
                                "--no-psqlrc",
                                "--quiet",
                                "--set=ON_ERROR_STOP=1",
                                "--output=/dev/null",
                                "--command=\\restrict " + word(),
                                "--file=-"))
                .tellingLines(line -> complaints.hear(numbered(line, before)));
        var next = new AtomicReference<Optional<String>>();
        var result = new PsqlFeed(server.directory()).run(psql, out -> next.set(text.writePart(out)));
        server.judge(result, complaints, doing);
        if (next.get() == null) {
            throw new Inconclusive(doing + " failed: psql ended before it had read everything");
        }
        return next.get();
    }

    private static String word() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** psql counts the lines of the part that it reads; people look for those of the file. */
    private static String numbered(String line, long before) {
        var matcher = LINE.matcher(line);
        return matcher.matches()
                ? "psql: line " + (Long.parseLong(matcher.group(1)) + before) + ": " + matcher.group(2)
                : line;
    }
}
