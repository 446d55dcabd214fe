package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Sees that the index of a segment names each transaction whose abort the segment holds: a broker believes it, and where an
 * entry is missing, clients that want what was committed only are given what was aborted.
 */
final class TransactionScan {
    private static final int ENTRY = 34;
    private static final short ABORT = 0;

    private final long cleaned;
    /** Where the transactions began that have not ended yet, by their producers; they go on from segment to segment. */
    private final Map<Long, Long> open = new HashMap<>();

    private List<Transaction> aborted = new ArrayList<>();

    /** @param cleaned below it, the cleaner leaves marks whose records it took, and forgets their entries */
    TransactionScan(long cleaned) {
        this.cleaned = cleaned;
    }

    private record Transaction(long producer, long from, long to) {
        boolean isNamedBy(Transaction entry) {
            return producer == entry.producer && to == entry.to && entry.from <= from;
        }
    }

    /**
     * A batch goes by.
     *
     * @param checked its bytes that the checksum covers, or the last portion of these where it is large; a mark is small
     */
    void passes(Batch batch, ByteBuffer checked) {
        if (!batch.isTransactional()) {
            return;
        }
        if (!batch.isControl()) {
            open.putIfAbsent(batch.producer(), batch.base());
            return;
        }
        var from = open.remove(batch.producer());
        // The mark of a transaction that wrote nothing here has no entry.
        if (from != null && batch.last() >= cleaned && batch.records() > 0 && mark(checked) == ABORT) {
            aborted.add(new Transaction(batch.producer(), from, batch.last()));
        }
    }

    private static short mark(ByteBuffer checked) {
        checked.position(Batch.HEAD - Batch.CHECKED_FROM);
        ByteUtils.readVarint(checked);
        checked.get();
        ByteUtils.readVarlong(checked);
        ByteUtils.readVarint(checked);
        ByteUtils.readVarint(checked);
        checked.getShort();
        return checked.getShort();
    }

    /** The segment has gone by: what is wrong with its index; empty if nothing is. */
    String damage(Path segment) {
        var ended = aborted;
        aborted = new ArrayList<>();
        if (ended.isEmpty()) {
            return "";
        }
        var file = segment.resolveSibling(segment.getFileName().toString().replace(".log", ".txnindex"));
        var entries = entries(file);
        var unnamed = ended.stream()
                .filter(each -> entries.stream().noneMatch(each::isNamedBy))
                .toList();
        return unnamed.isEmpty()
                ? ""
                : "%s does not name %,d of %,d aborted transactions, such as that of offsets %,d to %,d"
                        .formatted(
                                file.getFileName(),
                                unnamed.size(),
                                ended.size(),
                                unnamed.get(0).from(),
                                unnamed.get(0).to());
    }

    private static List<Transaction> entries(Path file) {
        var entries = new ArrayList<Transaction>();
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            for (int at = 0; at + ENTRY <= bytes.limit(); at += ENTRY) {
                entries.add(new Transaction(bytes.getLong(at + 2), bytes.getLong(at + 10), bytes.getLong(at + 18)));
            }
        } catch (NoSuchFileException e) {
            return entries;
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
        return entries;
    }
}
