package dev.firedrill.postgres.walg;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where WAL-G keeps backups and log, as WAL-G itself is told it.
 *
 * @param variable the setting of that sort of storage, such as {@code WALG_S3_PREFIX}
 * @param value its address
 */
record StoragePrefix(String variable, String value) {
    private static final Pattern SCHEME = Pattern.compile("([a-z0-9]+)://.+");
    private static final Map<String, String> SORTS = Map.of(
            "s3", "S3",
            "gs", "GS",
            "azure", "AZ",
            "swift", "SWIFT",
            "oss", "OSS",
            "ssh", "SSH",
            "file", "FILE");

    /** The value of a key; a path is a directory, relative ones counted from the configuration file. */
    static Optional<StoragePrefix> of(BackupSource source, String key) {
        return source.value(key).map(text -> {
            var scheme = SCHEME.matcher(text);
            if (!scheme.matches()) {
                return new StoragePrefix("WALG_FILE_PREFIX", source.path(key).toString());
            }
            var sort = SORTS.get(scheme.group(1));
            if (sort == null) {
                throw new ConfigurationMistake(
                        source.place(),
                        "prefix of the backup begins with [" + scheme.group(1) + "://], which WAL-G does not know",
                        "give one of s3://, gs://, azure://, swift://, oss://, ssh://, or a directory");
            }
            boolean directory = sort.equals("FILE");
            return new StoragePrefix("WALG_" + sort + "_PREFIX", directory ? text.substring("file://".length()) : text);
        });
    }
}
