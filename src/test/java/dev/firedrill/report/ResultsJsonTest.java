package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.RestorationSamples;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJsonTest {
    private final Run run = RestorationSamples.run("monthly", List.of(), "orders", "ledger", "wiki");

    @TempDir
    Path directory;

    @Test
    void a_run_is_written_in_the_agreed_shape() throws IOException {
        var orders = RestorationSamples.restored(run, "orders", "", "F20261122-01");
        RestorationSamples.rule(orders, "rows", Verdict.PASS, 0, "");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);
        RestorationSamples.disposed(run, orders, Disposal.DISCARDED);

        var json = written();

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "runId",
                        "trigger",
                        "groups",
                        "asOf",
                        "startedAt",
                        "endedAt",
                        "verdict",
                        "restorations",
                        "checks",
                        "lateFailures");
        assertThat(json.at("/verdict").asText()).isEqualTo("PASS");
        assertThat(json.at("/asOf").asText()).isEqualTo("2026-11-22T03:15:10Z");
        assertThat(json.at("/endedAt").asText()).isEqualTo("2026-11-22T10:05:00Z");
        var restoration = json.at("/restorations/0");
        assertThat(restoration.get("backupId").asText()).isEqualTo("F20261122-01");
        assertThat(restoration.get("requested").asText()).isEqualTo("latest");
        assertThat(restoration.get("rpoSeconds").isNumber()).isTrue();
        assertThat(restoration.get("rpoSeconds").asDouble()).isEqualTo(63.0);
        assertThat(restoration.get("rtoTargetSeconds").asDouble()).isEqualTo(1800.0);
        assertThat(restoration.get("integrityScore").asDouble()).isEqualTo(1.0);
        assertThat(restoration.get("bytes").asLong()).isEqualTo(7_654_321L);
        assertThat(restoration.get("discarded").asBoolean()).isTrue();
        assertThat(restoration.get("phases")).hasSize(6);
        assertThat(json.at("/checks/0/restoration/0").asText()).isEqualTo(orders.id());
        assertThat(json.at("/checks/0/class").asText()).isEqualTo("OrdersRestoreCheck");
    }

    @Test
    void what_is_not_known_is_null_and_never_zero() throws IOException {
        RestorationSamples.unselected(run, "wiki", new BackupUnusable("no backup in /backup/wiki"));

        var restoration = written().at("/restorations/0");

        assertThat(List.of(
                        "backupId",
                        "recoveryTarget",
                        "recoveryPoint",
                        "rtoSeconds",
                        "rpoSeconds",
                        "integrityScore",
                        "bytes",
                        "discarded"))
                .allSatisfy(name ->
                        assertThat(restoration.get(name).isNull()).as(name).isTrue());
        assertThat(restoration.get("message").asText()).contains("no backup in /backup/wiki");
    }

    @Test
    void a_value_that_could_not_be_measured_is_null() throws IOException {
        var orders = RestorationSamples.restored(run, "orders", "1h ago", "F1");
        RestorationSamples.rule(orders, "rpo", Verdict.INCONCLUSIVE, Double.NaN, "INCONCLUSIVE  cannot tell");
        RestorationSamples.rule(orders, "rows", Verdict.WARN, 2, "WARN");

        var restoration = written().at("/restorations/0");

        assertThat(restoration.at("/rules/0/value").isNull()).isTrue();
        assertThat(restoration.at("/rules/1/value").asDouble()).isEqualTo(2.0);
        assertThat(restoration.get("integrityScore").asDouble()).isEqualTo(0.5);
        assertThat(restoration.get("rpoSeconds").isNull()).isTrue();
    }

    @Test
    void the_file_is_replaced_whole_and_leaves_no_draft() throws IOException {
        var file = directory.resolve("firedrill/results.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"older\": true}");

        ResultsJson.write(run, Instant.now(), file);

        assertThat(new ObjectMapper().readTree(file.toFile()).has("older")).isFalse();
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void results_that_cannot_be_written_are_inconclusive() throws IOException {
        var occupied = Files.createFile(directory.resolve("occupied"));

        assertThatThrownBy(() -> ResultsJson.write(run, Instant.now(), occupied.resolve("results.json")))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE")
                .hasMessageContaining("occupied");
    }

    private JsonNode written() throws IOException {
        var file = directory.resolve("results.json");
        ResultsJson.write(run, Instant.parse("2026-11-22T10:05:00Z"), file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
