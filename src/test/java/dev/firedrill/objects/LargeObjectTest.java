package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object far larger than the heap is read like any other. */
class LargeObjectTest {
    /** SHA-256 of 5 GiB of zeros. */
    private static final String DIGEST = "7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5";

    @TempDir
    private Path home;

    @Test
    void five_gigabytes_are_read_within_128_megabytes_of_heap() throws IOException {
        var store = PlantedStore.in(home);
        store.shell("rm -rf base dumps; truncate -s 5G sparse; echo '" + DIGEST + "  sparse' > SHA256SUMS");
        var out = Command.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeObjectTest.class.getName(),
                        home.toString())
                .runOrThrow("reading");
        assertThat(out).contains("read 5368709120 bytes, 0 faults");
    }

    public static void main(String[] arguments) throws IOException {
        var found = PlantedStore.at(Path.of(arguments[0])).inspect(Instant.now(), "50GB");
        System.out.printf(
                "read %d bytes, %d faults%n",
                found.read().bytes(), found.faults().count(Fault.values()));
    }
}
