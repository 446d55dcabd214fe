package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which transactions were committed, which shared a row, and when each was committed where that is tracked: {@code pg_xact},
 * {@code pg_multixact} and {@code pg_commit_ts} of a cleanly stopped cluster, against the ranges that its control file tells
 * of. PostgreSQL 14 to 18. Not looked at: {@code pg_subtrans}, which a server makes anew when it starts.
 */
final class TransactionLogs {
    private static final long NUMBERS = 1L << 32;
    private static final int STATES_IN_A_BYTE = 4;
    private static final int OFFSET_BYTES = 4;
    private static final int MEMBERS_OF_GROUP = 4;
    private static final int GROUP_BYTES = 20;
    private static final int TIME_BYTES = 10;

    private static final int NEXT_TRANSACTION = 64;
    private static final int NEXT_MULTIXACT = 76;
    private static final int NEXT_MEMBER = 80;
    private static final int OLDEST_TRANSACTION = 84;
    private static final int OLDEST_MULTIXACT = 92;
    private static final int OLDEST_TIME = 112;
    private static final int NEWEST_TIME = 116;

    private final Path data;
    private final int pageSize;
    private final ByteBuffer control;

    private TransactionLogs(Path data, int pageSize, ByteBuffer control) {
        this.data = data;
        this.pageSize = pageSize;
        this.control = control;
    }

    /** @param data of a cluster whose control file was read, and so verified, before */
    static TransactionLogs of(Path data, int pageSize) {
        var file = data.resolve("global/pg_control");
        try {
            var control = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            return new TransactionLogs(data, pageSize, control);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    List<PageFault> faults() {
        var faults = new ArrayList<PageFault>();
        faults.addAll(states().faults(data));
        faults.addAll(offsets().faults(data));
        faults.addAll(times().faults(data));
        if (faults.isEmpty() && offsets().count() > 0) {
            faults.addAll(members().faults(data));
        }
        return faults;
    }

    /**
     * Pages of {@code pg_xact} by which thousands of transactions in a row neither committed nor were rolled back: what a
     * lost file looks like after a recovery. Pages of {@code pg_commit_ts} by which hundreds in a row have no time. And how many
     * multixacts have no members.
     */
    List<String> emptyPages() {
        var empty = new ArrayList<>(states().emptyPages(data));
        empty.addAll(times().emptyPages(data));
        multixacts().withoutPlace().forEach((file, count) -> empty.add("%s (%,d multixacts)".formatted(file, count)));
        return empty;
    }

    /** What became of each transaction. */
    SlruItems transactionStates() {
        return new SlruItems(data, states());
    }

    Multixacts multixacts() {
        return new Multixacts(data, offsets(), members());
    }

    private SlruRange states() {
        long next = number(NEXT_TRANSACTION);
        return range("pg_xact", (long) pageSize * STATES_IN_A_BYTE, number(OLDEST_TRANSACTION), next);
    }

    /** From the oldest to the newest transaction that has a time, itself included; none where they are not tracked. */
    private SlruRange times() {
        long oldest = number(OLDEST_TIME);
        long behind = oldest == 0 ? 0 : (number(NEWEST_TIME) + 1) % NUMBERS;
        return range("pg_commit_ts", pageSize / TIME_BYTES, oldest, behind);
    }

    private SlruRange offsets() {
        return range("pg_multixact/offsets", pageSize / OFFSET_BYTES, number(OLDEST_MULTIXACT), number(NEXT_MULTIXACT));
    }

    private SlruRange members() {
        long perPage = (long) (pageSize / GROUP_BYTES) * MEMBERS_OF_GROUP;
        return range("pg_multixact/members", perPage, firstMember(), number(NEXT_MEMBER));
    }

    /** The oldest multixact's own offset says where its members begin; zero where it was never written. */
    private long firstMember() {
        long oldest = number(OLDEST_MULTIXACT);
        long page = oldest / (pageSize / OFFSET_BYTES);
        var file = data.resolve("pg_multixact/offsets/%04X".formatted(page / 32));
        try {
            long at = page % 32 * pageSize + oldest % (pageSize / OFFSET_BYTES) * OFFSET_BYTES;
            var content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long offset = Integer.toUnsignedLong(content.getInt((int) at));
            return offset == 0 ? number(NEXT_MEMBER) : offset;
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private SlruRange range(String directory, long itemsOfPage, long first, long next) {
        return new SlruRange(directory, pageSize, itemsOfPage, NUMBERS, first, Math.floorMod(next - first, NUMBERS));
    }

    private long number(int at) {
        return Integer.toUnsignedLong(control.getInt(at));
    }
}
