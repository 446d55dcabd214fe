package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.FileDepth;
import dev.firedrill.store.PathPattern;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code backup:} of type {@code rdb} says.
 *
 * @param shards how many files of one name are one backup; empty if nothing was said
 * @param apart how far the moments of its shards may lie apart
 * @param filesOnly whether the files are only looked at where they lie
 */
record RdbSettings(PathPattern pattern, Optional<Integer> shards, Duration apart, boolean filesOnly) {
    static final String FILE = "file";
    private static final String SHARDS = "shards";
    private static final String APART = "apart";
    private static final int MOST = 500;

    /** @throws ConfigurationMistake if a key is unknown or its value makes no sense */
    static RdbSettings of(BackupSource source) {
        source.requireOnly(Set.of(FILE, SHARDS, APART, FileDepth.KEY));
        var shards = source.value(SHARDS).map(text -> shards(source, text));
        if (source.value(APART).isPresent() && shards.orElse(1) == 1) {
            throw new ConfigurationMistake(
                    source.place() + ", " + APART,
                    "there is one file in each backup, which is of one moment",
                    "add shards: NUMBER, or remove " + APART + ":");
        }
        return new RdbSettings(
                PathPattern.of(source, FILE, "/backup/sessions-*.rdb"), shards, apart(source), FileDepth.of(source));
    }

    boolean isSharded() {
        return shards.orElse(1) > 1;
    }

    private static int shards(BackupSource source, String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new ConfigurationMistake(
                    source.place() + ", " + SHARDS,
                    "found [" + text + "]",
                    "write how many shards the cluster has, a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static Duration apart(BackupSource source) {
        try {
            return RecoveryTarget.duration(source.value(APART).orElse("10m"));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(source.place() + ", " + APART, e.getMessage(), "write 10m, or 90s");
        }
    }
}
