package dev.firedrill.postgres.pgbackrest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists the log that a repository holds, by the names that the server knows: {@code repo-ls} lists encrypted ones too. */
final class PgBackRestArchive {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEGMENT =
            Pattern.compile("(?:[0-9A-F]{16}/)?([0-9A-F]{24})-[0-9a-f]{40}(?:\\.[a-z0-9]+)?");
    private static final Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");

    private PgBackRestArchive() {}

    /** @param archive id of the cluster's archive, such as {@code 15-1} */
    static Set<String> names(PgBackRest pgbackrest, String archive) {
        var output = pgbackrest
                .tool("repo-ls", "--recurse", "--output=json", "archive/" + pgbackrest.stanza() + "/" + archive)
                .runOrThrow("listing the WAL archive of " + pgbackrest);
        try {
            var names = new HashSet<String>();
            JSON.readTree(output).fieldNames().forEachRemaining(path -> {
                var segment = SEGMENT.matcher(path);
                if (segment.matches()) {
                    names.add(segment.group(1));
                } else if (HISTORY.matcher(path).matches()) {
                    names.add(path);
                }
            });
            return names;
        } catch (JsonProcessingException e) {
            throw new Inconclusive("cannot read what pgbackrest repo-ls says: " + e.getOriginalMessage(), e);
        }
    }
}
