package dev.firedrill.config;

import java.util.Set;

/** Key {@code depth} of a backup: whether a server loads it, or its files are only read where they lie. */
public final class FileDepth {
    /** Its name in firedrill.yaml. */
    public static final String KEY = "depth";

    private static final String LOAD = "load";
    private static final String FILES = "files";

    private FileDepth() {}

    /**
     * Whether only files are looked at.
     *
     * @throws ConfigurationMistake if it is neither
     */
    public static boolean of(BackupSource source) {
        var depth = source.value(KEY).orElse(LOAD);
        if (!Set.of(LOAD, FILES).contains(depth)) {
            throw new ConfigurationMistake(
                    source.place() + ", " + KEY,
                    "found [" + depth + "]",
                    "write load (a server loads it) or files (it is read where it lies)");
        }
        return depth.equals(FILES);
    }
}
