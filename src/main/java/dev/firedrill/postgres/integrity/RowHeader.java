package dev.firedrill.postgres.integrity;

import java.nio.ByteBuffer;

/**
 * What the header of a row says of the transactions that wrote, changed and locked it.
 *
 * @param writer its transaction, unsigned
 * @param changer that of who changed, deleted or locked it, or the number of those who did so together
 */
record RowHeader(long writer, long changer, int flags) {
    private static final int FIXED = 23;
    private static final int ROUNDED = 8;

    private static final int KEY_SHARED = 0x0010;
    private static final int LOCKED_EXCLUSIVELY = 0x0040;
    private static final int LOCKED_ONLY = 0x0080;
    private static final int WRITER = 0x0300;
    private static final int WRITER_COMMITTED = 0x0100;
    private static final int WRITER_ROLLED_BACK = 0x0200;
    private static final int CHANGER_COMMITTED = 0x0400;
    private static final int CHANGER_INVALID = 0x0800;
    private static final int SHARED = 0x1000;
    /** By VACUUM FULL before PostgreSQL 9: its marks mean something else. */
    private static final int MOVED = 0xC000;

    /**
     * The header of a row, or null if no row can lie there: the page is another thing's than a table's.
     *
     * @param page where its page begins
     * @param pointer the four bytes that say where in the page it lies
     */
    static RowHeader of(ByteBuffer pages, int page, int pageSize, int pointer) {
        int offset = pointer & 0x7FFF;
        int length = pointer >>> 17;
        if ((pointer >>> 15 & 3) != 1 || offset % ROUNDED != 0 || length <= FIXED || offset + length > pageSize) {
            return null;
        }
        int at = page + offset;
        int header = Byte.toUnsignedInt(pages.get(at + 22));
        if (header <= FIXED || header > length || header % ROUNDED != 0) {
            return null;
        }
        return new RowHeader(
                Integer.toUnsignedLong(pages.getInt(at)),
                Integer.toUnsignedLong(pages.getInt(at + 4)),
                Short.toUnsignedInt(pages.getShort(at + 20)));
    }

    /** Both marks together mean a row that is older than all transactions. */
    boolean sawWriterCommit() {
        return (flags & MOVED) == 0 && (flags & WRITER) == WRITER_COMMITTED;
    }

    boolean sawWriterRollBack() {
        return (flags & MOVED) == 0 && (flags & WRITER) == WRITER_ROLLED_BACK;
    }

    boolean sawChangerCommit() {
        return (flags & (MOVED | CHANGER_COMMITTED | CHANGER_INVALID | SHARED | LOCKED_ONLY)) == CHANGER_COMMITTED;
    }

    /** Whether the changer is a multixact; those that came by pg_upgrade from before 9.3 are lost by design. */
    boolean isShared() {
        boolean upgraded = (flags & LOCKED_ONLY) != 0 && (flags & (LOCKED_EXCLUSIVELY | KEY_SHARED)) == 0;
        return (flags & MOVED) == 0 && (flags & SHARED) != 0 && !upgraded;
    }
}
