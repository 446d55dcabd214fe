package dev.firedrill.postgres.barman;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a fenced barman is told in place of what its user told it. */
final class FenceRules {
    /** Beside secrets and scripts: what the rules say anew, and what would ask for a way into production. */
    private static final Set<String> OVERRULED = Set.of(
            "barman_user",
            "barman_lock_directory",
            "configuration_files_directory",
            "log_file",
            "log_level",
            "active",
            "archiver",
            "backup_compression",
            "backup_method",
            "backup_options",
            "basebackup_retry_times",
            "errors_directory",
            "incoming_wals_directory",
            "primary_ssh_command",
            "recovery_options",
            "recovery_staging_path",
            "reuse_backup",
            "ssh_command",
            "streaming_archiver",
            "streaming_wals_directory");

    private final Path directory;

    /** @param directory where it may write */
    FenceRules(Path directory) {
        this.directory = directory;
    }

    /** Whether an option of the user's is not passed on. */
    static boolean overrules(String option) {
        return option.endsWith("conninfo") || option.endsWith("_script") || OVERRULED.contains(option);
    }

    /** To be added to the user's configuration: of two options of one name barman takes the last. */
    String text(String server) {
        var global = new LinkedHashMap<String, String>();
        global.put("barman_user", System.getProperty("user.name"));
        global.put("barman_lock_directory", place("locks"));
        global.put("log_level", "WARNING");
        var own = new LinkedHashMap<String, String>();
        own.put("conninfo", "host=" + place("nowhere") + " dbname=none");
        own.put("streaming_conninfo", "host=" + place("nowhere") + " dbname=none");
        // Of no effect on a restore; every other method asks for a way into production.
        own.put("backup_method", "local-rsync");
        own.put("backup_options", "concurrent_backup");
        own.put("archiver", "true");
        own.put("streaming_archiver", "false");
        own.put("incoming_wals_directory", place("incoming"));
        own.put("streaming_wals_directory", place("streaming"));
        own.put("errors_directory", place("errors"));
        own.put("recovery_staging_path", place("staging"));
        // What is damaged stays damaged.
        own.put("basebackup_retry_times", "0");
        return section("barman", global) + section(server, own);
    }

    /** To be added after that: where the archived log of the server lies. */
    String log(String server, Path place) {
        return section(server, Map.of("wals_directory", place.toString()));
    }

    /** Barman takes a percent sign for the beginning of a placeholder. */
    private static String section(String name, Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue().replace("%", "%%"))
                .collect(Collectors.joining("\n", "\n[" + name + "]\n", "\n"));
    }

    private String place(String name) {
        return directory.resolve(name).toString();
    }
}
