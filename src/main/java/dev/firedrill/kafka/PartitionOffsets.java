package dev.firedrill.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a partition begins and ends, as a broker says.
 *
 * @param begin the first offset
 * @param end the offset that the next record would get
 */
record PartitionOffsets(long begin, long end) {
    static Map<TopicPartition, PartitionOffsets> of(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var begins = asked(admin, partitions, OffsetSpec.earliest());
        var ends = asked(admin, partitions, OffsetSpec.latest());
        var all = new HashMap<TopicPartition, PartitionOffsets>();
        partitions.forEach(each -> all.put(each, new PartitionOffsets(begins.get(each), ends.get(each))));
        return all;
    }

    private static Map<TopicPartition, Long> asked(Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), each -> spec));
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
