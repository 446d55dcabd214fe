package dev.firedrill.postgres;

/** Settings of a throwaway server that a dump is loaded into. */
public final class LoadingSettings {
    private static final int EVENT_TRIGGERS_CAN_BE_SHUT_OFF = 17;

    private LoadingSettings() {}

    /** @param major the server's version */
    public static ServerSettings of(int major) {
        var settings = ServerSettings.ofThrowawayServer()
                .with("max_connections", "100")
                // Nothing follows this server, and no log of it is kept.
                .with("wal_level", "minimal")
                .with("max_wal_senders", "0")
                .with("maintenance_work_mem", "256MB")
                .with("max_locks_per_transaction", "256")
                // Statements of a dump hold passwords, and what goes with its errors holds rows.
                .with("log_min_error_statement", "panic")
                .with("log_error_verbosity", "terse");
        return major >= EVENT_TRIGGERS_CAN_BE_SHUT_OFF ? settings.with("event_triggers", "off") : settings;
    }
}
