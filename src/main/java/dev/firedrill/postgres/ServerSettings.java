package dev.firedrill.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of one server, written to a configuration file of its own; the cluster's own postgresql.conf, which may call
 * production or load what is not here, is never read.
 */
public final class ServerSettings {
    private final Map<String, String> values = new LinkedHashMap<>();

    private ServerSettings() {}

    /** What every server of ours has: loopback only, a readable log, speed instead of durability, nothing by itself. */
    public static ServerSettings ofThrowawayServer() {
        return new ServerSettings()
                .with("listen_addresses", "127.0.0.1")
                .with("ssl", "off")
                .with("password_encryption", "scram-sha-256")
                .with("fsync", "off")
                .with("synchronous_commit", "off")
                .with("full_page_writes", "off")
                .with("autovacuum", "off")
                .with("max_logical_replication_workers", "0")
                .with("archive_mode", "off")
                .with("shared_buffers", "128MB")
                .with("max_wal_size", "4GB")
                .with("checkpoint_timeout", "1d")
                .with("jit", "off")
                .with("logging_collector", "off")
                .with("log_destination", "stderr")
                .with("log_line_prefix", "%m [%p] ")
                .with("log_timezone", "UTC")
                .with("timezone", "UTC")
                .with("lc_messages", "C")
                .with("log_min_messages", "warning")
                .with("log_checkpoints", "off");
    }

    /** Adds a setting, or replaces it. */
    public ServerSettings with(String name, String value) {
        values.put(name, value);
        return this;
    }

    ServerSettings with(String name, int value) {
        return with(name, Integer.toString(value));
    }

    /** The settings as a configuration file. */
    String toConfigurationFile() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = '"
                        + entry.getValue().replace("\\", "\\\\").replace("'", "''") + "'")
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
