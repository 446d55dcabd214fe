package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * What the beginning of an archive of pg_dump says: of {@code -Fc} in the file itself, of {@code -Fd} in toc.dat.
 *
 * @param revision version of the archive's own format, 12 to 16 for 1.12 to 1.16
 * @param isCustom whether its blocks of data follow in the same file
 * @param compression how its data is compressed
 * @param startedAt when pg_dump began, on the clock of its host; the archive does not say in which zone
 * @param database the name of the database
 * @param server version of the server that was dumped, such as {@code 15.18 (Debian 15.18-0+deb12u1)}
 * @param program version of pg_dump
 */
record ArchiveHeader(
        int revision,
        boolean isCustom,
        DumpCompression compression,
        LocalDateTime startedAt,
        String database,
        String server,
        String program) {

    static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);

    /** pg_dump of 9.0 to 18. */
    private static final int OLDEST = 12;

    private static final int NEWEST = 16;
    private static final int CUSTOM = 1;

    /** @throws IOException if it is damaged, or of a version that is not known; its message says what is wrong */
    static ArchiveHeader read(ArchiveInput in) throws IOException {
        if (!new String(in.bytes(MAGIC.length), StandardCharsets.US_ASCII).equals("PGDMP")) {
            throw new IOException("it does not begin with PGDMP");
        }
        int major = in.octet();
        int revision = in.octet();
        in.octet();
        if (major != 1 || revision < OLDEST || revision > NEWEST) {
            throw new UnknownArchiveVersion("archive version %d.%d".formatted(major, revision));
        }
        in.sizes(in.octet(), in.octet());
        boolean custom = in.octet() == CUSTOM;
        var compression =
                revision < 15 ? DumpCompression.ofLevel(in.number()) : DumpCompression.ofAlgorithm(in.octet());
        var startedAt = time(in);
        return new ArchiveHeader(
                revision, custom, compression, startedAt, in.textOrEmpty(), in.textOrEmpty(), in.textOrEmpty());
    }

    /** As C's {@code struct tm} has it. */
    private static LocalDateTime time(ArchiveInput in) throws IOException {
        int second = in.number();
        int minute = in.number();
        int hour = in.number();
        int day = in.number();
        int month = in.number() + 1;
        int year = in.number() + 1900;
        in.number();
        try {
            return LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
        } catch (DateTimeException e) {
            throw new IOException("its time is damaged: " + e.getMessage(), e);
        }
    }

    /** The major version that its content is fit for: of the server, or of pg_dump where that was newer. */
    int major() throws IOException {
        return Math.max(DumpedVersion.major(server), DumpedVersion.major(program));
    }
}
