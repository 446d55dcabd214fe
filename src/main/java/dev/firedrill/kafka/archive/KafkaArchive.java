package dev.firedrill.kafka.archive;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.restore.HostFinding;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that lie in files, to be written into a Kafka again. */
interface KafkaArchive {
    /** A topic and how many partitions of it there are; its configuration where the archive has it. */
    record Topic(String name, int partitions, Optional<TopicState> state) {}

    /**
     * Up to where an archive goes, in offsets of the source.
     *
     * @param begin the first offset
     * @param end the offset after the last one
     */
    record Range(long begin, long end) {}

    /** What takes the records. */
    interface Sink {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    List<Topic> topics();

    /**
     * Reads all records of a partition, in the order of their offsets, and proves what can be proven of them. Several threads
     * may read, each another partition.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if a file is damaged, or a record is missing
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told
     */
    Range read(TopicPartition partition, Sink sink);

    /** Where groups stood; empty where the archive does not have it. */
    List<GroupPosition> groups();

    /** What it does not have of a record, such as {@code keys and timestamps}; empty if nothing. */
    String lost();

    /** The id of the cluster that it is of; empty where it does not have it. */
    String cluster();

    RecoveryPoint recoveryPoint();

    /** What could not be proven of it, each a warning. Known when all was read. */
    List<HostFinding> doubts();
}
