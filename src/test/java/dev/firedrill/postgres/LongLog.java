package dev.firedrill.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** An archive of very many segments, each with its header and nothing else: sparse files, which take hardly any room. */
public final class LongLog {
    private static final int SEGMENT = 16 << 20;
    private static final int MAGIC = 0xD116;
    private static final int LONG_HEADER = 2;
    private static final int PAGE = 8192;
    private static final long SYSTEM = 4711;

    private LongLog() {}

    /** Writes them into a directory, from the log's beginning on. */
    public static void write(Path directory, int segments) throws IOException {
        Files.createDirectories(directory);
        for (int number = 1; number <= segments; number++) {
            var segment = new WalSegment(1, number, SEGMENT);
            var header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
            header.putShort((short) MAGIC).putShort((short) LONG_HEADER).putInt(1);
            header.putLong(segment.start().value()).putLong(0);
            header.putLong(SYSTEM).putInt(SEGMENT).putInt(PAGE);
            try (var file =
                    new RandomAccessFile(directory.resolve(segment.name()).toFile(), "rw")) {
                file.write(header.array());
                file.setLength(SEGMENT);
            }
        }
    }

    /** Proves it by names, sizes and headers. */
    public static Continuity continuity(Path directory) {
        var start = new WalSegment(1, 1, SEGMENT).start();
        return WalArchive.open(DirectoryWal.archive(directory)).verify(new Lsn(start.value() + 40), 1, SYSTEM, SEGMENT);
    }

    /** The same in a JVM of its own. */
    public static void main(String[] arguments) {
        long began = System.nanoTime();
        var continuity = continuity(Path.of(arguments[0]));
        System.out.printf(
                "%d segments, fault: %s, %.1f s%n",
                continuity.segments(),
                continuity.fault().map(WalFault::toString).orElse("none"),
                (System.nanoTime() - began) / 1e9);
    }
}
