package dev.firedrill.kafka.archive;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.BackupSource;
import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.LoadedPartition;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.process.Meanwhile;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes an archive into an empty Kafka: topics, records, configuration, offsets of groups. */
public final class ArchiveLoading {
    private static final int LARGEST = 96 << 20;
    private static final int BATCH = 1 << 18;

    private final KafkaArchive archive;
    private final KafkaClients clients;
    private final Runnable checkpoint;
    private final List<HostFinding> doubts = new ArrayList<>();

    /** An archive that was found by {@link ExportCatalog} or {@link SinkCatalog}, and the Kafka to write it into. */
    public static ArchiveLoading of(RestoreOrder order, KafkaClients clients) {
        return new ArchiveLoading(
                archive(order), clients, () -> order.deadline().check("loading the archive"));
    }

    private static KafkaArchive archive(RestoreOrder order) {
        return order.source().type().equals(SinkCatalog.TYPE)
                ? new SinkArchive(SinkSettings.of(order.source()))
                : new ExportArchive(Path.of(order.backup().location()));
    }

    /** Whether backups of that type are loaded here. */
    public static boolean serves(BackupSource source) {
        return source.type().equals(SinkCatalog.TYPE) || source.type().equals(ExportCatalog.TYPE);
    }

    /** Whether backups of that type have the timestamps of their records. */
    public static boolean keepsTimestamps(BackupSource source) {
        return !source.type().equals(SinkCatalog.TYPE);
    }

    ArchiveLoading(KafkaArchive archive, KafkaClients clients, Runnable checkpoint) {
        this.archive = archive;
        this.clients = clients;
        this.checkpoint = checkpoint;
    }

    public RecoveryPoint recoveryPoint() {
        return archive.recoveryPoint();
    }

    /**
     * Loads it all.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told, or not be written
     */
    public LoadedArchive load() {
        try (var admin = clients.admin()) {
            LoadingTopic.createAll(admin, clients, archive.topics());
            var loaded = records();
            unlessSomeAreMissing(loaded);
            archive.topics().forEach(topic -> configure(admin, new LoadingTopic(topic)));
            groups(admin, loaded);
            doubts.addAll(archive.doubts());
            return new LoadedArchive(loaded, archive.lost(), archive.cluster());
        }
    }

    /** What could not be proven or restored, each a warning. Known when it is loaded. */
    public List<HostFinding> doubts() {
        return List.copyOf(doubts);
    }

    private Map<TopicPartition, LoadedPartition> records() {
        var loaded = new ConcurrentHashMap<TopicPartition, LoadedPartition>();
        var waiting = new ConcurrentLinkedQueue<TopicPartition>();
        for (var topic : archive.topics()) {
            for (int number = 0; number < topic.partitions(); number++) {
                waiting.add(new TopicPartition(topic.name(), number));
            }
        }
        try (var producer = producer();
                var beside = Meanwhile.begin(() -> load(waiting, producer, loaded))) {
            load(waiting, producer, loaded);
            beside.outcome();
        }
        return loaded;
    }

    private Queue<TopicPartition> load(
            Queue<TopicPartition> waiting,
            Producer<byte[], byte[]> producer,
            Map<TopicPartition, LoadedPartition> loaded) {
        for (var partition = waiting.poll(); partition != null; partition = waiting.poll()) {
            var writer = new PartitionWriter(producer, partition, checkpoint);
            var range = archive.read(partition, writer::write);
            loaded.put(partition, new LoadedPartition(range.begin(), range.end(), writer.end()));
        }
        return waiting;
    }

    /** Idempotent: records keep their order and none comes twice, with as many requests at once as that allows. */
    private Producer<byte[], byte[]> producer() {
        var properties = new HashMap<String, Object>(clients.settings());
        properties.put("bootstrap.servers", clients.address());
        properties.put("enable.metrics.push", false);
        properties.put("enable.idempotence", true);
        properties.put("acks", "all");
        properties.put("max.in.flight.requests.per.connection", 5);
        properties.put("linger.ms", 5);
        properties.put("batch.size", BATCH);
        properties.put("max.request.size", LARGEST);
        properties.put("buffer.memory", (long) LARGEST);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void unlessSomeAreMissing(Map<TopicPartition, LoadedPartition> loaded) {
        try (var look = new ClusterLook(clients)) {
            look.ends(loaded.keySet(), View.ALL).forEach((partition, end) -> {
                if (end != loaded.get(partition).map().size()) {
                    throw new Inconclusive("partition %s ends at offset %,d, and %,d records were written into it"
                            .formatted(
                                    partition, end, loaded.get(partition).map().size()));
                }
            });
        }
    }

    private void configure(Admin admin, LoadingTopic topic) {
        if (topic.own().isEmpty()) {
            return;
        }
        try {
            clients.answer(
                    "the configuration",
                    admin.incrementalAlterConfigs(
                                    Map.of(topic.resource(), topic.own().get()))
                            .all());
        } catch (Inconclusive e) {
            doubts.add(HostFinding.doubtful(
                    "topic configuration",
                    "the configuration of topic %s cannot be set here: %s"
                            .formatted(topic.topic().name(), e.getCause().getMessage()),
                    "see whether it needs what a single broker does not have, such as remote storage",
                    List.of(topic.topic().name())));
        }
    }

    private void groups(Admin admin, Map<TopicPartition, LoadedPartition> loaded) {
        var byGroup = archive.groups().stream()
                .filter(position -> loaded.containsKey(position.place()))
                .collect(Collectors.groupingBy(GroupPosition::group, TreeMap::new, Collectors.toList()));
        byGroup.forEach((group, positions) -> {
            var offsets = positions.stream()
                    .collect(Collectors.toMap(
                            GroupPosition::place,
                            position -> new OffsetAndMetadata(
                                    loaded.get(position.place()).map().loadedAt(position.offset()))));
            clients.answer(
                    "group " + group,
                    admin.alterConsumerGroupOffsets(group, offsets).all());
        });
    }
}
