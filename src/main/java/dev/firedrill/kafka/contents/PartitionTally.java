package dev.firedrill.kafka.contents;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Sums up the records of one partition as they come, in the order of their offsets. */
public final class PartitionTally {
    private final RecordDigest digests = new RecordDigest();
    private final MessageDigest keyDigest = RecordDigest.sha256();
    private final MessageDigest whole = RecordDigest.sha256();
    private final MessageDigest ofStretch = RecordDigest.sha256();
    private final ByteBuffer offsetAndDigest = ByteBuffer.allocate(Long.BYTES + RecordDigest.LENGTH);
    private final List<Stretch> stretches = new ArrayList<>();
    private final NavigableSet<Long> awaited;
    private final Map<Long, String> pointedAt = new TreeMap<>();
    private final LatestOfKeys latest;
    private long from;
    private long inStretch;
    private long bytes;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long records;
    private long logAppendTime;

    /**
     * @param compacted whether the newest record of each key is to be known
     * @param pointers offsets of which the record is wanted that lies there, or is the first one after it
     */
    public PartitionTally(boolean compacted, Iterable<Long> pointers) {
        this.latest = compacted ? new LatestOfKeys() : null;
        this.awaited = new TreeSet<>();
        pointers.forEach(awaited::add);
    }

    /** @param offset the record's own, or the one that it had in the source */
    public void add(long offset, ConsumerRecord<byte[], byte[]> record) {
        var digest = digests.of(record);
        records++;
        logAppendTime += record.timestampType() == TimestampType.LOG_APPEND_TIME ? 1 : 0;
        stretch(offset, record.timestamp(), digest);
        if (!awaited.isEmpty() && awaited.first() <= offset) {
            var hex = HexFormat.of().formatHex(digest);
            while (!awaited.isEmpty() && awaited.first() <= offset) {
                pointedAt.put(awaited.pollFirst(), hex);
            }
        }
        if (latest != null && record.key() != null) {
            latest.put(keyDigest.digest(record.key()), record.value() == null ? null : digest);
        }
    }

    private void stretch(long offset, long timestamp, byte[] digest) {
        long start = offset - offset % Stretch.LENGTH;
        if (inStretch > 0 && from != start) {
            close();
        }
        from = start;
        inStretch++;
        bytes += digests.length();
        oldest = Math.min(oldest, timestamp);
        newest = Math.max(newest, timestamp);
        offsetAndDigest.putLong(0, offset).put(Long.BYTES, digest);
        ofStretch.update(offsetAndDigest.array());
    }

    private void close() {
        var digest = ofStretch.digest();
        whole.update(digest);
        stretches.add(new Stretch(from, inStretch, bytes, oldest, newest, hex(digest)));
        inStretch = 0;
        bytes = 0;
        oldest = Long.MAX_VALUE;
        newest = Long.MIN_VALUE;
    }

    /** What was summed up; nothing can be added afterwards. */
    public PartitionContent content(long begin, long end) {
        if (inStretch > 0) {
            close();
        }
        return new PartitionContent(
                begin,
                end,
                records,
                hex(whole.digest()),
                records - logAppendTime,
                logAppendTime,
                stretches,
                Optional.ofNullable(latest).map(LatestOfKeys::values));
    }

    /** The digests of the records that the pointers point at; without those that point at the end. */
    public Map<Long, String> pointedAt() {
        return Map.copyOf(pointedAt);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
