package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.ControlFile;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What rows of a cleanly stopped cluster say of transactions, against its logs of transactions. A server marks a row as
 * committed only when the commit is on disk, and shares it only by what is in the log: where the two differ, one is lost.
 */
final class RowStates {
    private static final int BUFFER_PAGES = 32;
    private static final int HEADER = 24;
    /** Enough to name the tables; each is judged by its first. */
    private static final int MOST = 100;

    private static final int MOST_OF_TABLE = 3;

    private final int pageSize;
    private final RowVerdict verdict;
    private final Deadline deadline;
    private final List<Contradiction> found = new ArrayList<>();
    private final ByteBuffer buffer;
    private final PageExamination examination;

    private RowStates(PageLayout layout, TransactionLogs logs, Deadline deadline) {
        this.pageSize = layout.pageSize();
        this.verdict = new RowVerdict(logs.transactionStates(), logs.multixacts());
        this.deadline = deadline;
        this.buffer = ByteBuffer.allocateDirect(BUFFER_PAGES * pageSize).order(ByteOrder.LITTLE_ENDIAN);
        this.examination = new PageExamination(buffer, pageSize, 0);
    }

    /**
     * Reads all rows of all tables.
     *
     * @param data of a cluster whose pages were found sound
     * @return the first of each file of a table; such a file may also be one that a crash left behind, older than all rows
     */
    static List<Contradiction> of(Path data, Deadline deadline) {
        var layout = PageLayout.of(ControlFile.read(data));
        var states = new RowStates(layout, TransactionLogs.of(data, layout.pageSize()), deadline);
        for (var file : RelationFiles.of(data)) {
            if (file.kind().equals("main")) {
                states.read(file);
            }
        }
        return states.found;
    }

    private void read(RelationFile file) {
        int before = found.size();
        try (var channel = FileChannel.open(file.path())) {
            for (long block = 0; channel.read(buffer.clear()) > 0 && found.size() - before < MOST; ) {
                deadline.check("reading rows");
                int pages = buffer.position() / pageSize;
                if (pages == 0) {
                    return;
                }
                for (int page = 0; page < pages; page++) {
                    examine(file, block + page, page);
                }
                block += pages;
                channel.position(block * pageSize);
            }
        } catch (IOException e) {
            throw UnreadableFile.of(file.path(), e);
        }
    }

    /** Pages of indexes and sequences have room at their end for what is their own. */
    private void examine(RelationFile file, long block, int page) {
        if (examination.isNew(page) || !examination.isOfTable(page)) {
            return;
        }
        int at = page * pageSize;
        int pointers = (Short.toUnsignedInt(buffer.getShort(at + 12)) - HEADER) / Integer.BYTES;
        for (int item = 0; item < pointers; item++) {
            var row = RowHeader.of(buffer, at, pageSize, buffer.getInt(at + HEADER + item * Integer.BYTES));
            var what = row == null ? null : verdict.of(row);
            if (what != null) {
                found.add(new Contradiction(file.fork(), "block %d, item %d: it %s".formatted(block, item + 1, what)));
                return;
            }
        }
    }
}
