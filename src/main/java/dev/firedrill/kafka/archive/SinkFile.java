package dev.firedrill.kafka.archive;

import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * One file of the layout in which Confluent's S3 sink writes: {@code T/partition=P/T+P+OFFSET.json}, of which the offset is
 * that of its first record.
 *
 * @param extension {@code json}, {@code bin} or {@code avro}
 * @param compressed whether it ends in {@code .gz}
 */
record SinkFile(TopicPartition partition, long offset, String extension, boolean compressed, StoredObject object) {
    private static final Pattern LAYOUT = Pattern.compile("([a-zA-Z0-9._-]{1,249})/partition=(\\d{1,9})/([^/]+)");
    private static final Pattern NAME = Pattern.compile("(.+)\\+(\\d{1,9})\\+(\\d{1,18})\\.(json|bin|avro)(\\.gz)?");
    private static final Pattern BESIDE =
            Pattern.compile(".+\\+\\d+\\+\\d+\\.(keys|headers)\\.(json|bin|avro)(\\.gz)?");

    /**
     * What a file is by its name.
     *
     * @param below its name below the prefix
     * @return empty for a file of keys or headers, which the sink may write beside
     * @throws Inconclusive if it is not of this layout
     * @throws BackupUnusable if its name says that it belongs elsewhere
     */
    static Optional<SinkFile> of(String below, StoredObject object) {
        var place = LAYOUT.matcher(below);
        if (!place.matches()) {
            throw unknown(object.name());
        }
        if (object.kind() != StoredObject.Kind.FILE) {
            throw new Inconclusive("%s is %s: what it leads to is not read\n  Remedy: put the file itself there"
                    .formatted(object.name(), object.kind().words()));
        }
        if (BESIDE.matcher(place.group(3)).matches()) {
            return Optional.empty();
        }
        var name = NAME.matcher(place.group(3));
        if (!name.matches()) {
            throw unknown(object.name());
        }
        var partition = new TopicPartition(place.group(1), Integer.parseInt(place.group(2)));
        if (!name.group(1).equals(partition.topic()) || Integer.parseInt(name.group(2)) != partition.partition()) {
            throw new BackupUnusable("%s lies among the files of partition %s, and its name says that it is of %s-%s"
                    .formatted(object.name(), partition, name.group(1), name.group(2)));
        }
        return Optional.of(
                new SinkFile(partition, Long.parseLong(name.group(3)), name.group(4), name.group(5) != null, object));
    }

    private static Inconclusive unknown(StoredName name) {
        return new Inconclusive(
                "%s is no file of the layout T/partition=P/T+P+OFFSET.json, .bin or .avro, which is read here"
                                .formatted(name)
                        + "\n  Remedy: correct prefix:, or see whether the sink has a partitioner other than DefaultPartitioner");
    }

    @Override
    public String toString() {
        return object.name().toString();
    }
}
