package dev.firedrill.redis.inventory;

import dev.firedrill.backup.Backup;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which state of a server one file of a backup holds, as the file says itself.
 *
 * @param savedAt when Redis began to save it, in seconds since 1970; -1 where it does not say
 * @param replicationId the history of writes to which the offset belongs; empty where there is none
 * @param offset how far that history had come; -1 where there is none
 */
public record SavedState(long savedAt, String replicationId, long offset) {
    /** What a backup says of each of its files, in its details. */
    public static final String DETAIL = "states";

    /** From what stands at the begin of an RDB file. */
    public static SavedState of(Map<String, String> fields) {
        return new SavedState(
                number(fields.get("ctime")), fields.getOrDefault("repl-id", ""), number(fields.get("repl-offset")));
    }

    private static long number(String text) {
        return text == null || !text.matches("\\d{1,18}") ? -1 : Long.parseLong(text);
    }

    /** All files of a backup, as a detail of it. */
    public static String detail(List<SavedState> states) {
        return states.stream()
                .map(it -> it.savedAt + "," + it.replicationId + "," + it.offset)
                .collect(Collectors.joining(";"));
    }

    /** Those of a backup's details; none where it has no such detail. */
    public static List<SavedState> ofEach(Backup backup) {
        return Arrays.stream(backup.details().getOrDefault(DETAIL, "").split(";"))
                .map(text -> text.split(",", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new SavedState(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2])))
                .toList();
    }

    /** Why it is the state of that origin; empty if that is not known. */
    Optional<String> proof(RedisOrigin origin) {
        boolean bothCount = !replicationId.isEmpty() && !origin.replicationId().isEmpty();
        if (bothCount && !replicationId.equals(origin.replicationId())) {
            return Optional.empty();
        }
        if (bothCount && origin.offset() >= 0 && offset == origin.offset()) {
            return Optional.of(
                    "offset %d of replication %s, in the file as in the inventory".formatted(offset, replicationId));
        }
        if (origin.savedAt() < 0 || savedAt < 0 || bothCount && origin.offset() >= 0 && offset > origin.offset()) {
            return Optional.empty();
        }
        var begun = Instant.ofEpochSecond(savedAt);
        boolean inside = !begun.isBefore(origin.earliestSave()) && savedAt <= origin.savedAt();
        return Optional.of("begun at %s, within the save from %s to %s after which nothing had changed"
                        .formatted(begun, origin.earliestSave(), Instant.ofEpochSecond(origin.savedAt())))
                .filter(any -> inside);
    }

    /** As messages have it. */
    @Override
    public String toString() {
        return (savedAt < 0 ? "an unknown time" : Instant.ofEpochSecond(savedAt).toString())
                + (replicationId.isEmpty() ? "" : ", offset " + offset + " of " + replicationId);
    }
}
