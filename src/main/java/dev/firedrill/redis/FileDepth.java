package dev.firedrill.redis;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.util.Set;

/** Key {@code depth} of a backup of Redis: whether it is loaded into a server, or only read where it lies. */
final class FileDepth {
    static final String KEY = "depth";
    private static final String LOAD = "load";
    private static final String FILES = "files";

    private FileDepth() {}

    /**
     * Whether only files are looked at.
     *
     * @throws ConfigurationMistake if it is neither
     */
    static boolean of(BackupSource source) {
        var depth = source.value(KEY).orElse(LOAD);
        if (!Set.of(LOAD, FILES).contains(depth)) {
            throw new ConfigurationMistake(
                    source.place() + ", " + KEY,
                    "found [" + depth + "]",
                    "write load (a Redis loads it) or files (it is read where it lies)");
        }
        return depth.equals(FILES);
    }
}
