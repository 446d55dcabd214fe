package dev.firedrill.redis.inventory;

import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** What a server says of itself by INFO: which it is, how far it has come, and how many keys it has. */
record ServerMarks(Map<String, String> fields) {
    private static final Pattern FIELD = Pattern.compile("(?m)^([a-z0-9_]+):([^\\r\\n]*)\\r?$");
    private static final Pattern DATABASE = Pattern.compile("db(\\d+)");
    private static final Pattern KEYS = Pattern.compile("keys=(\\d+),expires=(\\d+)");

    static ServerMarks of(Jedis client) {
        return new ServerMarks(FIELD.matcher(client.info())
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, second) -> first)));
    }

    private String text(String field) {
        return fields.getOrDefault(field, "");
    }

    private long number(String field) {
        try {
            return Long.parseLong(text(field));
        } catch (NumberFormatException e) {
            throw new Inconclusive("Redis does not say " + field + " (INFO): [" + text(field) + "]", e);
        }
    }

    String version() {
        return text("redis_version");
    }

    int majorVersion() {
        var major = version().split("\\.")[0];
        return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
    }

    /** By its own clock. */
    Instant time() {
        long microseconds = number("server_time_usec");
        return Instant.ofEpochSecond(microseconds / 1_000_000, microseconds % 1_000_000 * 1_000);
    }

    boolean isReplica() {
        return text("role").equals("slave");
    }

    /** Whether its offset counts every write: a primary without replicas counts none. */
    boolean countsWrites() {
        return isReplica() || text("repl_backlog_active").equals("1");
    }

    /**
     * Whether all that is there was saved, nothing is being saved, and the second of that save is over: another save would
     * be told by its time.
     */
    boolean isSaved() {
        return number("rdb_changes_since_last_save") == 0
                && time().getEpochSecond() > savedAt()
                && number("rdb_bgsave_in_progress") == 0
                && text("rdb_last_bgsave_status").equals("ok");
    }

    /** Whether every write would make its append-only files longer. */
    boolean appends() {
        return text("aof_enabled").equals("1")
                && number("aof_rewrite_in_progress") == 0
                && text("aof_buffer_length").equals("0");
    }

    boolean isSameServer(ServerMarks other) {
        return text("run_id").equals(other.text("run_id")) && text("role").equals(other.text("role"));
    }

    String replicationId() {
        return text("master_replid");
    }

    long offset() {
        return number("master_repl_offset");
    }

    long savedAt() {
        return number("rdb_last_save_time");
    }

    long savedIn() {
        return number("rdb_last_bgsave_time_sec");
    }

    long changes() {
        return number("rdb_changes_since_last_save");
    }

    long aofBytes() {
        return number("aof_base_size") + number("aof_current_size");
    }

    /** Numbers of the databases that hold keys, and how many of these do not expire. */
    SortedMap<Integer, Long> stayingKeys() {
        var databases = new TreeMap<Integer, Long>();
        fields.forEach((field, value) -> {
            var number = DATABASE.matcher(field);
            var keys = KEYS.matcher(value);
            if (number.matches() && keys.find()) {
                databases.put(
                        Integer.parseInt(number.group(1)),
                        Long.parseLong(keys.group(1)) - Long.parseLong(keys.group(2)));
            }
        });
        return databases;
    }
}
