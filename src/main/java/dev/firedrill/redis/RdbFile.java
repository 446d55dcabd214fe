package dev.firedrill.redis;

import dev.firedrill.redis.inventory.SavedState;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be said of an RDB file before it is read whole. One that is damaged is described all the same.
 *
 * @param madeAt when Redis began to save it, or, where it does not say so, when the file was last changed
 * @param knows whether the file itself says so
 */
record RdbFile(Path path, Instant madeAt, boolean knows, long bytes, Map<String, String> details) {
    static final String MADE_AT_FROM = "madeAtFrom";
    static final String SAVED = "ctime in the file: when Redis began to save it";
    static final String MODIFIED = "the time at which the file was last changed";

    static RdbFile of(Path path) {
        try {
            var details = new TreeMap<String, String>();
            var modified = Files.getLastModifiedTime(path).toInstant();
            var saved = head(path, details);
            boolean knows = !saved.equals(Instant.MAX);
            details.put(MADE_AT_FROM, knows ? SAVED : MODIFIED);
            return new RdbFile(path, knows ? saved : modified, knows, Files.size(path), details);
        } catch (IOException e) {
            throw UnreadableFile.of(path, e);
        }
    }

    private static Instant head(Path path, Map<String, String> details) {
        try {
            var head = RdbHead.read(path);
            details.put("redis", head.writtenBy());
            details.put(SavedState.DETAIL, SavedState.detail(List.of(SavedState.of(head.fields()))));
            details.put("rdbVersion", Integer.toString(head.version()));
            return head.savedAt().orElse(Instant.MAX);
        } catch (BackupUnusable e) {
            details.put("damaged", e.getMessage());
            return Instant.MAX;
        }
    }
}
