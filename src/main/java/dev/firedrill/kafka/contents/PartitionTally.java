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
    private final ByteBuffer offsetBytes = ByteBuffer.allocate(Long.BYTES);
    private final List<Stretch> stretches = new ArrayList<>();
    private final NavigableSet<Long> awaited;
    private final Map<Long, String> pointedAt = new TreeMap<>();
    private final LatestOfKeys latest;
    private Stretch open;
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
        whole.update(digest);
        stretch(offset, record, digest);
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

    private void stretch(long offset, ConsumerRecord<byte[], byte[]> record, byte[] digest) {
        long from = offset - offset % Stretch.LENGTH;
        if (open != null && open.from() != from) {
            close();
        }
        if (open == null) {
            open = new Stretch(from, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, "");
        }
        open = new Stretch(
                from,
                open.records() + 1,
                open.bytes() + bytes(record),
                Math.min(open.oldest(), record.timestamp()),
                Math.max(open.newest(), record.timestamp()),
                "");
        ofStretch.update(offsetBytes.putLong(0, offset).array());
        ofStretch.update(digest);
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (var header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private void close() {
        stretches.add(new Stretch(
                open.from(), open.records(), open.bytes(), open.oldest(), open.newest(), hex(ofStretch.digest())));
        open = null;
    }

    /** What was summed up; nothing can be added afterwards. */
    public PartitionContent content(long begin, long end) {
        if (open != null) {
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
