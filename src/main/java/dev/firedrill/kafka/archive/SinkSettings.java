package dev.firedrill.kafka.archive;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.store.DirectoryStore;
import dev.firedrill.store.ObjectStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code backup: {type: s3-sink, ...}} says.
 *
 * @param prefix below which the topics lie: {@code topics/}
 * @param gaps topics that are compacted or transactional, in which offsets may be missing
 * @param begins partitions that do not begin at offset 0, and where they do; -1 for one without a record
 */
record SinkSettings(ObjectStore store, String prefix, Set<String> gaps, Map<String, Long> begins) {
    private static final String DIRECTORY = "directory";
    private static final String PREFIX = "prefix";
    private static final String GAPS = "gaps";
    private static final String BEGINS = "begins";
    private static final String EMPTY = "empty";

    static SinkSettings of(BackupSource source) {
        source.requireOnly(Set.of(DIRECTORY, PREFIX, GAPS, BEGINS));
        var prefix = source.value(PREFIX).orElse("topics/");
        return new SinkSettings(
                new DirectoryStore(source.path(DIRECTORY)),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                new TreeSet<>(Arrays.asList(words(source, GAPS))),
                begins(source));
    }

    private static String[] words(BackupSource source, String key) {
        var text = source.value(key).orElse("").strip();
        return text.isEmpty() ? new String[0] : text.split("\\s*,\\s*");
    }

    private static Map<String, Long> begins(BackupSource source) {
        var begins = new TreeMap<String, Long>();
        for (var word : words(source, BEGINS)) {
            var parts = word.split("\\s*=\\s*");
            if (parts.length != 2 || !parts[1].matches("\\d{1,18}|" + EMPTY)) {
                throw new ConfigurationMistake(
                        source.place(),
                        BEGINS + " of the backup has [" + word + "]",
                        "write partitions and first offsets: begins: \"orders-0=1200, orders-1=empty\"");
            }
            begins.put(parts[0], parts[1].equals(EMPTY) ? -1 : Long.parseLong(parts[1]));
        }
        return begins;
    }
}
