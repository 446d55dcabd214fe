package dev.firedrill.kafka;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Looks for records whose timestamp is further behind the newest so far of their partition than a bound. */
final class TimestampSearch {
    private final Duration bound;
    private final Map<TopicPartition, Long> newest = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private long records;
    private long offending;

    private TimestampSearch(Duration bound) {
        this.bound = bound;
    }

    static String expectation(String where, Duration bound) {
        return "no timestamp of %s to be more than %s behind the newest before it in its partition"
                .formatted(where, text(bound));
    }

    /** Where an archive has no timestamps, those here are the ones of its files. */
    static Finding finding(KafkaInstance instance, Collection<String> topics, Duration bound, Bounds bounds) {
        var lost = instance.archive().lost();
        return lost.isEmpty()
                ? of(instance, topics, bound).finding(bounds)
                : Finding.unknown("it cannot be told: the archive does not have " + lost, null);
    }

    private static TimestampSearch of(KafkaInstance instance, Collection<String> topics, Duration bound) {
        var search = new TimestampSearch(bound);
        RecordReading.of(instance, topics).each(search::take);
        return search;
    }

    private void take(ConsumerRecord<byte[], byte[]> read) {
        records++;
        if (read.timestampType() == TimestampType.NO_TIMESTAMP_TYPE) {
            return;
        }
        var partition = new TopicPartition(read.topic(), read.partition());
        long before = newest.merge(partition, read.timestamp(), Math::max);
        long behind = before - read.timestamp();
        if (behind > bound.toMillis()) {
            offending++;
            if (samples.size() < Sample.MOST) {
                samples.add(Sample.of(
                        List.of(partition + " offset " + read.offset(), text(Duration.ofMillis(behind)) + " behind"),
                        1));
            }
        }
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private Finding finding(Bounds bounds) {
        return Finding.ofOffences(offending, bounds)
                .found("%s of %s further behind"
                        .formatted(
                                Numbers.text(offending),
                                Numbers.text(records, "record") + (offending == 1 ? " is" : " are")))
                .samples("record -> how far", samples);
    }
}
