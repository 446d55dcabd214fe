package dev.firedrill.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RdbContentTest {
    private static final byte[] ONE_KEY = {
        'R', 'E', 'D', 'I', 'S', '0', '0', '1', '0', (byte) 0xFE, 0, (byte) 0xFB, 1, 0
    };

    @TempDir
    private Path home;

    @Test
    void a_server_that_loaded_another_number_of_keys_is_found() {
        var content = new RdbContent(Map.of(0L, 3L, 2L, 1L), Map.of(), 100);
        content.requireLoaded("a.rdb", 4);
        assertThatThrownBy(() -> content.requireLoaded("a.rdb", 3))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("a.rdb holds 4 keys, but Redis loaded 3");
    }

    @Test
    void a_file_that_does_not_hold_what_it_announces_is_a_doubt() {
        assertThat(new RdbContent(Map.of(0L, 3L), Map.of(0L, 3L), 100).doubt("a.rdb"))
                .isEmpty();
        var doubt = new RdbContent(Map.of(0L, 3L), Map.of(0L, 4L, 1L, 2L), 100).doubt("a.rdb");
        assertThat(doubt.orElseThrow().found())
                .isEqualTo("a.rdb does not hold as many keys as it announces: database 0: 4 keys announced, 3 found;"
                        + " database 1: 2 keys announced, 0 found");
    }

    /** A key of the type of a module: only a server that has the module can read on. */
    @Test
    void what_is_not_known_is_not_judged() throws IOException {
        var file = written((byte) 7, (byte) 1, (byte) 'k', (byte) 0, (byte) 0);
        assertThat(RdbContent.read(file, "a.rdb", () -> {})).isEmpty();
    }

    @Test
    void a_length_that_is_none_is_named_with_its_place() throws IOException {
        var file = written((byte) 0, (byte) 1, (byte) 'k', (byte) 0xBF, (byte) 0);
        assertThatThrownBy(() -> RdbContent.read(file, "a.rdb", () -> {}))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("a.rdb is no whole RDB file: expecting a length at byte 17, but found bf");
    }

    @Test
    void a_file_without_the_sign_of_its_end_is_not_whole() throws IOException {
        var file = written((byte) 0, (byte) 1, (byte) 'k', (byte) 1, (byte) 'v');
        assertThatThrownBy(() -> RdbContent.read(file, "a.rdb", () -> {}))
                .hasMessageContaining("a.rdb is no whole RDB file: it ends at byte 19 without the sign of its end");
    }

    private Path written(byte... more) throws IOException {
        var bytes = Arrays.copyOf(ONE_KEY, ONE_KEY.length + more.length);
        System.arraycopy(more, 0, bytes, ONE_KEY.length, more.length);
        return Files.write(home.resolve("a.rdb"), bytes);
    }
}
