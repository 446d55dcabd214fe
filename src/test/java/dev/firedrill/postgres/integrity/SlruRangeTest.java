package dev.firedrill.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a numbered log are needed, also where its numbers begin anew. */
class SlruRangeTest {
    private static final long NUMBERS = 1L << 32;
    private static final int FULL = 32 * 8192;

    @TempDir
    private Path data;

    private void file(String name, int size) throws IOException {
        Files.createDirectories(data.resolve(name).getParent());
        Files.write(data.resolve(name), new byte[size]);
    }

    private static SlruRange states(long first, long count) {
        return new SlruRange("pg_xact", 8192, 32_768, NUMBERS, first, count);
    }

    @Test
    void nothing_is_needed_where_there_is_nothing() {
        assertThat(states(700, 0).faults(data)).isEmpty();
    }

    @Test
    void all_files_between_the_oldest_and_the_newest_are_needed() throws IOException {
        file("pg_xact/0001", FULL);
        file("pg_xact/0002", FULL);
        file("pg_xact/0003", 8192);
        long first = 1_048_576 + 5;
        assertThat(states(first, 2 * 1_048_576).faults(data)).isEmpty();
        assertThat(states(first, 2 * 1_048_576 + 32_768).faults(data))
                .extracting(PageFault::toString)
                .containsExactly("pg_xact/0003: expecting at least 16,384 bytes in whole pages, but found 8,192");
        Files.delete(data.resolve("pg_xact/0002"));
        assertThat(states(first, 2 * 1_048_576).faults(data))
                .extracting(PageFault::file)
                .containsExactly("pg_xact/0002");
    }

    @Test
    void numbers_begin_anew() throws IOException {
        file("pg_xact/0FFF", FULL);
        file("pg_xact/0000", 8192);
        assertThat(states(NUMBERS - 10, 20).faults(data)).isEmpty();
        Files.delete(data.resolve("pg_xact/0000"));
        assertThat(states(NUMBERS - 10, 20).faults(data))
                .extracting(PageFault::file)
                .containsExactly("pg_xact/0000");
    }

    @Test
    void the_last_page_of_sharers_is_not_full() throws IOException {
        // 4294967296 members do not fill whole pages of 1636.
        var members = new SlruRange("pg_multixact/members", 8192, 1636, NUMBERS, NUMBERS - 1, 2);
        file("pg_multixact/members/14078", 8192 * 30);
        file("pg_multixact/members/0000", 8192);
        assertThat(members.faults(data)).extracting(PageFault::toString).isEmpty();
    }
}
