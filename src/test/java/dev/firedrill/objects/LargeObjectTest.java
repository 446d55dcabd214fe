package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object far larger than the heap is read like any other. */
class LargeObjectTest {
    /** SHA-256 of 5 GiB of zeros. */
    private static final String DIGEST = "7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5";

    @TempDir
    private Path home;

    @Test
    @Exhaustive
    void five_gigabytes_are_read_within_128_megabytes_of_heap() throws IOException {
        var store = PlantedStore.in(home);
        store.shell("rm -rf base dumps; truncate -s 5G sparse; echo '" + DIGEST + "  sparse' > SHA256SUMS");
        assertThat(InspectedStore.in(home, List.of(), "-Xmx128m")).contains("read 5368709120 bytes, faults: []");
    }
}
