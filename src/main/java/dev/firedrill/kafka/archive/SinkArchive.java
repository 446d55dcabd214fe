package dev.firedrill.kafka.archive;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What Confluent's S3 sink wrote: values of records, in files that are named by the offset of their first one. */
final class SinkArchive implements KafkaArchive {
    private static final String LOST = "keys, headers and timestamps";

    private final SinkSettings settings;
    private final TreeMap<String, TreeMap<Integer, List<SinkFile>>> files = new TreeMap<>();
    private final Set<String> withGaps = new ConcurrentSkipListSet<>();
    private final TreeSet<String> beside = new TreeSet<>();
    private Instant newest = Instant.MIN;

    SinkArchive(SinkSettings settings) {
        this.settings = settings;
        for (var object : settings.store().list()) {
            if (object.kind() != StoredObject.Kind.DIRECTORY
                    && object.name().toString().startsWith(settings.prefix())) {
                add(object);
            }
        }
        if (files.isEmpty()) {
            throw new BackupUnusable("no usable backup: nothing lies below " + settings.prefix() + " in "
                    + settings.store().location());
        }
    }

    private void add(StoredObject object) {
        var file =
                SinkFile.of(object.name().toString().substring(settings.prefix().length()), object);
        if (file.isEmpty()) {
            beside.add(object.name().toString());
            return;
        }
        files.computeIfAbsent(file.get().partition().topic(), any -> new TreeMap<>())
                .computeIfAbsent(file.get().partition().partition(), any -> new ArrayList<>())
                .add(file.get());
        newest = object.modifiedAt().isAfter(newest) ? object.modifiedAt() : newest;
    }

    @Override
    public List<Topic> topics() {
        return files.entrySet().stream()
                .map(topic -> new Topic(topic.getKey(), topic.getValue().lastKey() + 1, Optional.empty()))
                .toList();
    }

    @Override
    public Range read(TopicPartition partition, Sink sink) {
        var own = files.get(partition.topic()).getOrDefault(partition.partition(), List.of()).stream()
                .sorted(Comparator.comparingLong(SinkFile::offset).thenComparing(SinkFile::toString))
                .toList();
        var begins = settings.begins().getOrDefault(partition.toString(), 0L);
        if (own.isEmpty()) {
            return begins < 0 ? new Range(0, 0) : nothing(partition);
        }
        requireBegin(partition, own.get(0), begins);
        long next = own.get(0).offset();
        for (var file : own) {
            join(file, next);
            next = file.offset() + read(file, sink);
        }
        return new Range(own.get(0).offset(), next);
    }

    private Range nothing(TopicPartition partition) {
        throw new Inconclusive(
                "there is no file of partition %s: whether it holds no record, or its files were lost, cannot be told"
                                .formatted(partition)
                        + "\n  Remedy: if it holds none, say begins: \"" + partition + "=empty\"");
    }

    private void requireBegin(TopicPartition partition, SinkFile first, long begins) {
        if (settings.begins().containsKey(partition.toString()) && first.offset() != begins) {
            throw new BackupUnusable("the first file of partition %s is %s: expecting offset %,d, as begins: says"
                    .formatted(partition, first, begins));
        }
        if (first.offset() != begins) {
            throw new Inconclusive(
                    "the first file of partition %s is %s: whether files before it were lost cannot be told"
                                    .formatted(partition, first)
                            + "\n  Remedy: if the sink began there, say begins: \"" + partition + "=" + first.offset()
                            + "\"");
        }
    }

    /** A file begins where the one before it ended. */
    private void join(SinkFile file, long next) {
        if (file.offset() < next && file.extension().equals("bin")) {
            throw new Inconclusive(
                    "%s begins at offset %,d, and the file before it has lines up to offset %,d: whether records come twice, or values hold line feeds, cannot be told"
                                    .formatted(file, file.offset(), next - 1)
                            + "\n  Remedy: use JsonFormat in the sink, or firedrill export");
        }
        if (file.offset() < next) {
            throw new BackupUnusable(
                    "%s begins at offset %,d, and the files before it reach to offset %,d: records come twice"
                            .formatted(file, file.offset(), next - 1));
        }
        if (file.offset() > next) {
            var missing = "offsets %,d to %,d are missing before %s".formatted(next, file.offset() - 1, file);
            if (!settings.gaps().contains(file.partition().topic())) {
                throw new BackupUnusable(missing + "\n  Remedy: if the topic is compacted or transactional, say gaps: "
                        + file.partition().topic());
            }
            withGaps.add(missing);
        }
    }

    private long read(SinkFile file, Sink sink) {
        if (file.extension().equals("avro")) {
            throw new Inconclusive(file + " is of format avro, which is not read yet"
                    + "\n  Remedy: let the sink write with JsonFormat or ByteArrayFormat, or use firedrill export");
        }
        var offset = new long[] {file.offset()};
        long timestamp = file.object().modifiedAt().toEpochMilli();
        return new SinkLines(file)
                .read(
                        settings.store(),
                        value -> sink.take(RecordLine.record(
                                file.partition().topic(),
                                file.partition().partition(),
                                offset[0]++,
                                timestamp,
                                null,
                                value,
                                new RecordHeaders())));
    }

    @Override
    public List<GroupPosition> groups() {
        return List.of();
    }

    @Override
    public String lost() {
        return LOST;
    }

    @Override
    public String cluster() {
        return "";
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(newest, "", "when the newest file of the sink was written", "");
    }

    @Override
    public List<HostFinding> doubts() {
        var doubts = new ArrayList<HostFinding>();
        doubts.add(HostFinding.doubtful(
                "sink layout",
                "files of an S3 sink have neither " + LOST
                        + ", nor the configuration of topics, how many partitions they have, where they end, and offsets of groups: none of these was verified",
                "firedrill export has them all",
                List.copyOf(files.keySet())));
        if (!withGaps.isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "gaps in offsets",
                    String.join("; ", withGaps)
                            + ": lost records cannot be told from compacted ones and transaction markers",
                    "",
                    List.copyOf(settings.gaps())));
        }
        if (!beside.isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "keys and headers",
                    beside.size() + " files of keys or headers were not read, such as " + beside.first(),
                    "",
                    List.of()));
        }
        return doubts;
    }
}
