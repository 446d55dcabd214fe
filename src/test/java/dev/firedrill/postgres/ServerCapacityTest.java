package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server would reserve, against what the server itself says. */
class ServerCapacityTest {
    private static final PostgresBinaries BINARIES = PostgresBinaries.bundled(PracticeCluster.STATE);

    private static Path data;

    @BeforeAll
    static void make_a_cluster(@TempDir Path home) {
        data = home.resolve("data");
        NewCluster.create(BINARIES, data);
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 64", "5000, 0, 64", "5000, 0, 1024", "100, 5000, 64", "100, 0, 20000", "200000, 1000, 2000"})
    void the_estimate_is_the_servers_own_figure_within_a_fifth(int connections, int prepared, int locks) {
        var capacity = new ServerCapacity(connections, 8, 10, prepared, locks);
        assertThat(capacity.sharedMemory() >> 20).isCloseTo(megabytesOf(capacity), withinPercentage(20));
    }

    private static long megabytesOf(ServerCapacity capacity) {
        var line = new ArrayList<>(List.of(BINARIES.program("postgres"), "-C", "shared_memory_size"));
        var settings = Map.of(
                "max_connections", capacity.connections(),
                "max_worker_processes", capacity.workerProcesses(),
                "max_wal_senders", capacity.walSenders(),
                "max_prepared_transactions", capacity.preparedTransactions(),
                "max_locks_per_transaction", capacity.locksPerTransaction());
        settings.forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
        line.addAll(List.of("-D", data.toString()));
        var said = Command.of(Unprivileged.onThisHost().command(line)).runOrThrow("asking the server");
        return said.lines()
                .filter(text -> text.matches("\\d+"))
                .map(Long::valueOf)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void production_is_followed_as_far_as_memory_allows() {
        var control = ControlFile.read(data);
        assertThat(ServerCapacity.within(8L << 30, control)).isEqualTo(ServerCapacity.asProduction(control));
        assertThat(ServerCapacity.asProduction(control).fits(100L << 20)).isFalse();
    }
}
