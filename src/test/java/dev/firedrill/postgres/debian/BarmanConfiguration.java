package dev.firedrill.postgres.debian;

import dev.firedrill.process.Unprivileged;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text of a barman.conf for one server.
 *
 * @param home where everything lies that Barman writes
 * @param settings of the server's section; they outweigh those that are here
 */
record BarmanConfiguration(DebianCluster cluster, Path home, Map<String, String> settings) {
    String text() {
        return """
                [barman]
                barman_user = %s
                barman_home = %s
                barman_lock_directory = %s
                configuration_files_directory = %s
                log_file = %s

                [%s]
                %s
                """
                .formatted(
                        user(),
                        home.resolve("catalog"),
                        home.resolve("lock"),
                        home.resolve("conf.d"),
                        home.resolve("barman.log"),
                        BarmanServer.NAME,
                        server().entrySet().stream()
                                .map(setting -> setting.getKey() + " = " + setting.getValue())
                                .collect(Collectors.joining("\n")));
    }

    private Map<String, String> server() {
        var connection = "host=%s port=%d user=postgres dbname=postgres".formatted(cluster.sockets(), cluster.port());
        var all = new TreeMap<>(Map.of(
                "description", "practice",
                "conninfo", connection,
                "streaming_conninfo", connection,
                "backup_method", "postgres",
                "backup_options", "concurrent_backup",
                "archiver", "on",
                "slot_name", "barman",
                "create_slot", "auto",
                "path_prefix", Path.of(cluster.program("psql")).getParent().toString(),
                "immediate_checkpoint", "true"));
        all.putAll(settings);
        return all;
    }

    /** Barman refuses to run as another user than its configuration names. */
    private static String user() {
        boolean other = Unprivileged.onThisHost() == Unprivileged.OTHER_ACCOUNT;
        return other ? "nobody" : System.getProperty("user.name");
    }
}
