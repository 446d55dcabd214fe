package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Reads the directory of one partition before a broker does: what a broker finds damaged it cuts off, and what it misses it
 * makes anew, without a word to its clients.
 */
final class PartitionScan {
    static final String ID_FILE = "partition.metadata";

    private static final String LOG = ".log";
    private static final Pattern SEGMENT_FILE = Pattern.compile("(\\d{20})\\.(log|index|timeindex|txnindex)");
    private static final Pattern UNFINISHED = Pattern.compile("\\d{20}\\.log\\.(swap|cleaned)");
    private static final Pattern DELETED = Pattern.compile("\\d{20}\\.log\\.deleted");
    private static final Pattern ID = Pattern.compile("(?m)^topic_id: (\\S{22})$");

    private final Path directory;
    private final TopicPartition partition;
    private final Checkpoints checkpoints;
    private final Set<String> names;
    private final List<String> damage = new ArrayList<>();

    private PartitionScan(Path directory, TopicPartition partition, Checkpoints checkpoints) {
        this.directory = directory;
        this.partition = partition;
        this.checkpoints = checkpoints;
        this.names = names(directory);
    }

    /** Scans it; {@code checkpoint} is run for each batch, and may throw. */
    static PartitionLog of(Path directory, TopicPartition partition, Checkpoints checkpoints, Runnable checkpoint) {
        return new PartitionScan(directory, partition, checkpoints).scan(checkpoint);
    }

    private static Set<String> names(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    private PartitionLog scan(Runnable checkpoint) {
        long cleaned = checkpoints.cleaned(partition);
        var segments = segments(cleaned, checkpoint);
        long first = segments.isEmpty() ? 0 : segments.get(0).base();
        long end = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
        var log = new PartitionLog(
                partition,
                topicId(),
                Math.max(first, checkpoints.logStart(partition).orElse(0L)),
                end,
                cleaned,
                segments,
                List.of());
        structure(segments);
        begin(first, cleaned, checkpoint);
        damage.addAll(checkpoints.contradictions(log));
        lastEpoch(segments, end);
        log.lost().forEach(gap -> damage.add(gap + " are missing before or in " + gap.segment()));
        return new PartitionLog(partition, log.topicId(), log.start(), end, cleaned, segments, damage);
    }

    private List<Segment> segments(long cleaned, Runnable checkpoint) {
        var bases = new TreeMap<Long, String>();
        names.stream()
                .filter(name -> SEGMENT_FILE.matcher(name).matches() && name.endsWith(LOG))
                .forEach(name -> bases.put(Long.parseLong(name.substring(0, 20)), name));
        var segments = new ArrayList<Segment>();
        var transactions = new TransactionScan(cleaned);
        long expected = bases.isEmpty() ? 0 : bases.firstKey();
        for (var entry : bases.entrySet()) {
            var file = directory.resolve(entry.getValue());
            var segment = SegmentScan.of(file, entry.getKey(), expected, cleaned, transactions, checkpoint);
            var unnamed = transactions.damage(file);
            if (!unnamed.isEmpty() && isBelieved(segment)) {
                damage.add(unnamed);
            }
            segments.add(segment);
            expected = segment.end();
        }
        return segments;
    }

    /** Of what it had not flushed when it was killed, a broker makes the indexes anew. */
    private boolean isBelieved(Segment segment) {
        return checkpoints.cleanlyShutDown() || segment.end() <= checkpoints.recoveryPoint(partition);
    }

    private void structure(List<Segment> segments) {
        if (segments.isEmpty()) {
            damage.add("it has no segment");
        }
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (!segment.damage().isEmpty()) {
                damage.add(segment.name() + ": " + segment.damage());
            }
            boolean mayBeTorn = i == segments.size() - 1 && !checkpoints.cleanlyShutDown();
            if (segment.tail() == Segment.Tail.TORN && !mayBeTorn) {
                damage.add(segment.name() + " ends within a batch, after offset %,d".formatted(segment.end() - 1));
            }
        }
        if (checkpoints.cleanlyShutDown()) {
            segments.stream()
                    .filter(segment -> segment.end() > segment.base())
                    .flatMap(segment -> Stream.of(".index", ".timeindex")
                            .map(ending -> segment.name().replace(LOG, ending)))
                    .filter(index -> !names.contains(index))
                    .forEach(index -> damage.add(index + " is missing"));
        }
        for (var name : names) {
            var file = SEGMENT_FILE.matcher(name);
            if (file.matches() && !names.contains(file.group(1) + LOG)) {
                damage.add(file.group(1) + LOG + " is missing, though its " + name + " is there");
            }
            if (UNFINISHED.matcher(name).matches()) {
                damage.add(name + " is there: the copy was made while segments were being exchanged");
            }
        }
    }

    /** The first epoch begins where the log does: a broker that deletes old segments says so here first. */
    private void begin(long first, long cleaned, Runnable checkpoint) {
        var epochs = OffsetCheckpoint.epochs(directory);
        if (!epochs.isEmpty()
                && epochs.get(0).start() < first
                && !isBeingDeleted(epochs.get(0).start(), first, cleaned, checkpoint)) {
            damage.add("offsets %,d to %,d are missing at its begin: %s says that it begins there"
                    .formatted(epochs.get(0).start(), first - 1, OffsetCheckpoint.LEADER_EPOCHS));
        }
    }

    /** Whether segments that are being deleted hold all from an offset to the one at which the log begins now. */
    private boolean isBeingDeleted(long from, long first, long cleaned, Runnable checkpoint) {
        long reached = from;
        for (var name : names) {
            long base = DELETED.matcher(name).matches() ? Long.parseLong(name.substring(0, 20)) : first;
            if (base < first) {
                var segment = SegmentScan.of(
                        directory.resolve(name), base, base, cleaned, new TransactionScan(cleaned), checkpoint);
                long before = Math.max(reached, cleaned);
                boolean whole = segment.damage().isEmpty() && segment.tail() == Segment.Tail.WHOLE;
                if (!whole || base > before || segment.gaps().stream().anyMatch(gap -> gap.to() >= before)) {
                    return false;
                }
                reached = Math.max(reached, segment.end());
            }
        }
        return reached >= first;
    }

    private void lastEpoch(List<Segment> segments, long end) {
        var epochs = OffsetCheckpoint.epochs(directory);
        int written = segments.stream().mapToInt(Segment::epoch).max().orElse(0);
        boolean holds = segments.stream().anyMatch(segment -> segment.end() > segment.base());
        if (holds && (epochs.isEmpty() || epochs.get(epochs.size() - 1).epoch() < written)) {
            damage.add("%s does not name leader epoch %,d, by which its records were written"
                    .formatted(OffsetCheckpoint.LEADER_EPOCHS, written));
        }
        if (!epochs.isEmpty() && epochs.get(epochs.size() - 1).start() > end) {
            damage.add("it ends at offset %,d, but %s names offset %,d"
                    .formatted(
                            end,
                            OffsetCheckpoint.LEADER_EPOCHS,
                            epochs.get(epochs.size() - 1).start()));
        }
    }

    private Optional<Uuid> topicId() {
        try {
            if (!names.contains(ID_FILE)) {
                return Optional.empty();
            }
            var found = ID.matcher(Files.readString(directory.resolve(ID_FILE)));
            return found.find() ? Optional.of(Uuid.fromString(found.group(1))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
