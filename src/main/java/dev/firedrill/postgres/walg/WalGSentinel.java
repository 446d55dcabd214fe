package dev.firedrill.postgres.walg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;

/** The description that WAL-G leaves when a backup is complete. */
record WalGSentinel(WalG walg, String id, JsonNode text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BACKUPS = "basebackups_005/";

    /**
     * Reads it.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it is missing or damaged
     * @throws Inconclusive if it cannot be had
     */
    static WalGSentinel read(WalG walg, String id) {
        var result = walg.tool("st", "cat", BACKUPS + id + "_backup_stop_sentinel.json")
                .run();
        if (!result.isComplete()) {
            throw WalGFaults.failure(walg, "show the description of backup " + id + " (wal-g st cat)", result);
        }
        try {
            return new WalGSentinel(walg, id, JSON.readTree(result.output()));
        } catch (JsonProcessingException e) {
            throw new Inconclusive(
                    "cannot read the description of backup %s of %s: %s".formatted(id, walg, e.getOriginalMessage()),
                    e);
        }
    }

    /**
     * Sees that no file of it belongs outside of the data directory: WAL-G before 2026 writes tablespaces to where
     * production has them, whatever it is told.
     *
     * @throws Inconclusive if one does
     */
    WalGSentinel requireOneDirectory() {
        var spec = text.has("Spec") ? text.path("Spec") : text.path("spec");
        if (!spec.path("tablespaces").isEmpty()) {
            throw new Inconclusive("backup " + id + " of " + walg + " has tablespaces " + spec.path("tablespaces")
                    + ", which many versions of WAL-G write to where production has them; nothing was restored"
                    + "\n  Remedy: none in this version for tablespaces of WAL-G");
        }
        return this;
    }

    /** The backup that it is based on; empty for a full one. */
    String basedOn() {
        return text.path("DeltaFrom").asText("");
    }

    /** The list of files of older versions, which newer ones keep beside it. */
    JsonNode files() {
        return text.path("Files");
    }

    boolean isWithoutList() {
        return text.path("FilesMetadataDisabled").asBoolean();
    }

    /** Where newer versions keep the list of files. */
    String list() {
        return BACKUPS + id + "/files_metadata.json";
    }
}
