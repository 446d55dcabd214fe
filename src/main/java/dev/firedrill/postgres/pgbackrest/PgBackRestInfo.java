package dev.firedrill.postgres.pgbackrest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.Set;

/** Reads {@code pgbackrest info}, which ends with exit code 0 whatever it could not read. */
final class PgBackRestInfo {
    /** With a wrong passphrase it quotes what it read, as it is. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private static final int OK = 0;
    private static final int NO_BACKUP = 2;
    /** The stanza's path, or its data, is missing. */
    private static final Set<Integer> NOT_THERE = Set.of(1, 3);

    private PgBackRestInfo() {}

    /**
     * The entry of the stanza.
     *
     * @throws BackupUnusable if there is no such stanza
     * @throws Inconclusive if a repository that is asked for cannot be read
     */
    static JsonNode read(PgBackRest pgbackrest) {
        var output = pgbackrest.tool("info", "--output=json").runOrThrow("listing the backups of " + pgbackrest);
        try {
            var stanza = JSON.readTree(output).path(0);
            for (var repository : stanza.path("repo")) {
                judge(pgbackrest, repository.path("key").asText(), repository.path("status"));
            }
            if (stanza.path("repo").isEmpty()) {
                judge(pgbackrest, "", stanza.path("status"));
            }
            return stanza;
        } catch (JsonProcessingException e) {
            throw new Inconclusive("cannot read what pgbackrest info says: " + e.getOriginalMessage(), e);
        }
    }

    /** A repository that cannot be read may hold the newest backup. */
    private static void judge(PgBackRest pgbackrest, String key, JsonNode status) {
        int code = status.path("code").asInt(-1);
        if (code == OK || code == NO_BACKUP || isAnother(pgbackrest, key)) {
            return;
        }
        var said = pgbackrest + (key.isEmpty() ? "" : ", repository " + key) + ": "
                + shown(status.path("message").asText());
        if (NOT_THERE.contains(code)) {
            throw new BackupUnusable("no usable backup: " + said);
        }
        throw new Inconclusive(
                "pgbackrest cannot read its repository: " + said
                        + "\n  Remedy: run Firedrill as a user that may read the repository, with the configuration that has its passphrase");
    }

    private static boolean isAnother(PgBackRest pgbackrest, String key) {
        return pgbackrest.repo().filter(number -> !number.equals(key)).isPresent();
    }

    /** The first line: with a wrong passphrase the others are what the file holds. */
    private static String shown(String message) {
        var line = message.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
