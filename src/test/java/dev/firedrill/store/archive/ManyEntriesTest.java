package dev.firedrill.store.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Memory does not grow with what an archive holds. */
@Isolated("it measures the memory of the whole JVM")
class ManyEntriesTest {
    private static final int ENTRIES = 10_000_000;
    private static final int MOST = 24 << 20;

    @Test
    void ten_million_tiny_entries_are_read_in_the_memory_of_one() {
        var archive = new Archive(Path.of("many.tar"), Compression.NONE);
        long count = 0;
        long used = 0;
        var header = PlantedTar.header('0', "tiny".getBytes(), "", 0);
        try (var tar = new TarReader(archive, new ReadAhead(() -> ByteSource.of(new Repeated(header))))) {
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                count++;
                if (count == ENTRIES / 100) {
                    used = used();
                }
            }
        }
        assertThat(count).isEqualTo(ENTRIES);
        assertThat(used() - used).isLessThan(MOST);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** One header again and again, and then the end. */
    private static final class Repeated extends InputStream {
        private final byte[] header;
        private long position;

        Repeated(byte[] header) {
            this.header = header;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("blocks are read whole");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            long block = position / TarHeader.LENGTH;
            if (block >= ENTRIES + 2) {
                return -1;
            }
            int within = (int) (position % TarHeader.LENGTH);
            int count = Math.min(length, TarHeader.LENGTH - within);
            System.arraycopy(block < ENTRIES ? header : new byte[TarHeader.LENGTH], within, bytes, offset, count);
            position += count;
            return count;
        }
    }
}
