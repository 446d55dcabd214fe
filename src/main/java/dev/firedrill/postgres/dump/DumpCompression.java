package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.util.Locale;

/** How an archive's data is compressed, and what that proves: only gzip's data carries checksums. */
enum DumpCompression {
    NONE,
    GZIP,
    LZ4,
    ZSTD;

    /** Up to version 15 there is gzip alone, and level 0 means none. */
    static DumpCompression ofLevel(int level) {
        return level == 0 ? NONE : GZIP;
    }

    /** @throws IOException if there is no such algorithm */
    static DumpCompression ofAlgorithm(int number) throws IOException {
        if (number >= values().length) {
            throw new IOException("compression number " + number);
        }
        return values()[number];
    }

    /** What is known of data that pg_dump compressed so: it lets neither lz4 nor zstd add checksums. */
    DataProof proof() {
        return this == GZIP
                ? DataProof.compared(
                        "the checksum of every block of data is compared while it is loaded; definitions have none")
                : DataProof.none(this);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
