package dev.firedrill.kafka.contents;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what partitions hold, two at once.
 *
 * @param checkpoint is run now and then, and throws where it has to end
 */
public record ContentsReader(KafkaClients clients, View view, Runnable checkpoint) {
    private static final int READERS = Math.max(1, Integer.getInteger("firedrill.kafka.readers", 2));

    /**
     * What to read of a partition.
     *
     * @param begin from this offset on, as the cluster that is read has it
     * @param end to the one before this
     * @param compacted whether the newest record of each key is to be known
     * @param pointers offsets, of the source where there is a map, whose records are to be known
     * @param map where offsets are not those of the source
     */
    public record Part(
            TopicPartition partition,
            long begin,
            long end,
            boolean compacted,
            Set<Long> pointers,
            Optional<OffsetMap> map) {
        public Part {
            pointers = Set.copyOf(pointers);
        }
    }

    /**
     * What was read of a partition.
     *
     * @param pointedAt digests of the records that the pointers point at; those that point at the end have none
     * @param failure why nothing was read, a {@link BackupUnusable} or an {@link Inconclusive}; null where it was
     */
    public record Content(PartitionContent content, Map<Long, String> pointedAt, Throwable failure) {
        /** Throws the failure where there is one. */
        public Content orThrow() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return this;
        }
    }

    /** Reads them all; what fails of one partition hides nothing of another. */
    public Map<TopicPartition, Content> read(List<Part> parts) {
        var read = new ConcurrentHashMap<TopicPartition, Content>();
        new Readers(clients, view, checkpoint)
                .each(parts, (reader, part) -> read.put(part.partition(), content(reader, part)));
        return new HashMap<>(read);
    }

    private static Content content(PartitionReader reader, Part part) {
        var tally = new PartitionTally(part.compacted(), part.pointers());
        try {
            reader.read(
                    part.partition(),
                    part.begin(),
                    part.end(),
                    record -> tally.add(
                            part.map().map(map -> map.sourceOf(record.offset())).orElse(record.offset()), record));
            return new Content(tally.content(part.begin(), part.end()), tally.pointedAt(), null);
        } catch (BackupUnusable | Inconclusive e) {
            return new Content(null, Map.of(), e);
        }
    }

    /** The digest of the first record from an offset on; empty if there is none before the end. */
    public Optional<String> next(TopicPartition partition, long from, long end) {
        var found = new AtomicReference<String>();
        try (var consumer = clients.consumer(view)) {
            var digests = new RecordDigest();
            new PartitionReader(consumer, checkpoint)
                    .first(
                            partition,
                            from,
                            end,
                            record -> found.set(HexFormat.of().formatHex(digests.of(record))));
        }
        return Optional.ofNullable(found.get());
    }
}
