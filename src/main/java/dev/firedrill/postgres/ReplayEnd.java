package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;

/**
 * Records at which every replay towards a target ends, so that what the same timeline holds behind them is never replayed.
 * Only what is certain counts: the record is whole by its own checksum, and the server ends there by its rules. PostgreSQL
 * 14 to 18.
 */
final class ReplayEnd {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    /** The server is given its target in microseconds; nothing hangs on the last of them. */
    private static final Duration MARGIN = Duration.ofMillis(1);

    private static final int HEADER = 24;
    private static final int CHECKSUM = 20;
    private static final int INFO = 16;
    private static final int MANAGER = 17;
    private static final int XLOG = 0;
    private static final int TRANSACTIONS = 1;
    private static final int BACKUP_END = 0x50;
    private static final int RESTORE_POINT = 0x70;

    private final RecoveryTarget target;
    private final Lsn start;

    /** @param start where the backup was begun, and so its replay */
    ReplayEnd(RecoveryTarget target, Lsn start) {
        this.target = target;
        this.start = start;
    }

    /** Whether a record of that kind can be one. */
    boolean mayBe(int manager, int info) {
        int kind = info & 0xF0;
        if (target instanceof RecoveryTarget.Time) {
            return manager == TRANSACTIONS && isEndOfTransaction(kind & 0x70);
        }
        return manager == XLOG
                && (target instanceof RecoveryTarget.Name && kind == RESTORE_POINT
                        || target instanceof RecoveryTarget.BackupEnd && kind == BACKUP_END);
    }

    /** Commit, abort, and both of a prepared transaction: the server compares the time of no other record. */
    private static boolean isEndOfTransaction(int kind) {
        return kind == 0x00 || kind == 0x20 || kind == 0x30 || kind == 0x40;
    }

    /**
     * Whether it is one.
     *
     * @param at its position
     * @param record all of it, lowest byte first
     */
    boolean isAt(Lsn at, ByteBuffer record) {
        if (at.compareTo(start) < 0 || !mayBe(record.get(MANAGER), record.get(INFO)) || !isWhole(record)) {
            return false;
        }
        int data = mainData(record);
        if (data < 0 || data + Long.BYTES > record.limit()) {
            return false;
        }
        if (target instanceof RecoveryTarget.Time time) {
            var ended = EPOCH.plus(record.getLong(data), ChronoUnit.MICROS);
            return ended.isAfter(time.instant().plus(MARGIN));
        }
        if (target instanceof RecoveryTarget.Name name) {
            return text(record, data + Long.BYTES).equals(name.name());
        }
        return record.getLong(data) == start.value();
    }

    private static boolean isWhole(ByteBuffer record) {
        var crc = new CRC32C();
        crc.update(record.array(), HEADER, record.limit() - HEADER);
        crc.update(record.array(), 0, CHECKSUM);
        return (int) crc.getValue() == record.getInt(CHECKSUM);
    }

    /** Before it may stand an origin and the number of a transaction; -1 where there is something else. */
    private static int mainData(ByteBuffer record) {
        int at = HEADER;
        while (at < record.limit()) {
            switch (record.get(at) & 0xFF) {
                case 255 -> {
                    return at + 2;
                }
                case 254 -> {
                    return at + 5;
                }
                case 253 -> at += 3;
                case 252 -> at += 5;
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static String text(ByteBuffer record, int from) {
        int end = from;
        while (end < record.limit() && record.get(end) != 0) {
            end++;
        }
        return new String(record.array(), from, end - from, StandardCharsets.UTF_8);
    }
}
