package dev.firedrill.evidence;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogTest {
    @TempDir
    Path state;

    private Path file;
    private EvidenceLog evidence;

    @BeforeEach
    void open() {
        file = state.resolve("state/evidence.jsonl");
        evidence = EvidenceLog.in(state.resolve("state"));
    }

    @Test
    void each_restoration_is_a_line_with_what_an_auditor_asks_for() throws IOException {
        evidence.append(run(0), Map.of("BUILD_URL", "http://ci/41", "PGPASSWORD", "hunter2"));

        assertThat(file).content().doesNotContain("hunter2").matches("\\p{ASCII}*");
        var orders = content(0);
        assertThat(orders.get("system").asText()).isEqualTo("orders");
        assertThat(orders.get("ciUrl").asText()).isEqualTo("http://ci/41");
        assertThat(orders.get("operator").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(orders.at("/backup/id").asText()).isEqualTo("F1");
        assertThat(orders.get("howChosen").asText()).isEqualTo("the newest of 3");
        assertThat(orders.get("asOf").asText()).isEqualTo("2026-11-22T03:15:10Z");
        assertThat(orders.get("rpoSeconds").asDouble()).isEqualTo(63);
        assertThat(orders.at("/recoveryPoint/proof").asText()).isEqualTo("ended inside 000001");
        assertThat(orders.at("/phases")).hasSize(6);
        assertThat(orders.at("/rules/0/sqlSha256").asText()).hasSize(64);
        assertThat(orders.at("/rules/0/bounds").asText()).isEqualTo("at most 0");
        assertThat(orders.get("verdict").asText()).isEqualTo("PASS");
        assertThat(orders.get("disposal").asText()).isEqualTo("DISCARDED");
        var ledger = content(1);
        assertThat(ledger.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(ledger.get("failure").asText()).isEqualTo("FAIL  WAL has a gap → 000005");
        assertThat(ledger.get("rtoSeconds").isNull()).isTrue();
        assertThat(ledger.get("recoveryPoint").isNull()).isTrue();
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        evidence.append(run(0), Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void runs_follow_each_other_in_one_chain() {
        var first = evidence.append(run(0), Map.of());
        var second = evidence.append(run(0), Map.of());

        var found = evidence.verify();
        assertThat(found.isUnbroken()).isTrue();
        assertThat(found.records()).isEqualTo(4);
        assertThat(found.head()).isEqualTo(second.head()).isNotEqualTo(first.head());
        assertThat(second.notes()).isEmpty();
    }

    @Test
    void an_empty_evidence_is_unbroken() {
        assertThat(evidence.verify().isUnbroken()).isTrue();
        assertThat(evidence.verify().records()).isZero();
    }

    @Test
    void an_altered_line_is_found() throws IOException {
        threeRuns();
        var lines = Files.readAllLines(file);
        lines.set(3, lines.get(3).replace("\"verdict\":\"FAIL\"", "\"verdict\":\"PASS\""));
        Files.write(file, lines);

        assertThat(evidence.verify().brokenLine()).contains(4);
        assertThat(evidence.append(run(0), Map.of()).notes())
                .singleElement()
                .asString()
                .contains("line 4: it was altered");
    }

    @Test
    void a_removed_a_moved_and_a_rehashed_line_are_found() throws IOException {
        threeRuns();
        var lines = Files.readAllLines(file);

        var removed = new ArrayList<>(lines);
        removed.remove(2);
        Files.write(file, removed);
        assertThat(evidence.verify().brokenLine()).contains(3);

        var moved = new ArrayList<>(lines);
        Collections.swap(moved, 1, 2);
        Files.write(file, moved);
        assertThat(evidence.verify().brokenLine()).contains(2);

        var link = Link.parse(lines.get(1)).orElseThrow();
        link.content().put("verdict", "PASS");
        var rehashed = new ArrayList<>(lines);
        rehashed.set(1, link.line());
        Files.write(file, rehashed);
        assertThat(evidence.verify().brokenLine()).contains(3);
    }

    @Test
    void a_blank_more_is_an_alteration() throws IOException {
        threeRuns();
        Files.writeString(file, Files.readString(file).replaceFirst("\"content\":", "\"content\": "));

        assertThat(evidence.verify().brokenLine()).contains(1);
    }

    @Test
    void a_torn_last_line_is_kept_and_a_new_segment_says_so() throws IOException {
        threeRuns();
        var whole = Files.readString(file);
        var torn = whole.substring(0, whole.length() - 100);
        Files.writeString(file, torn);

        var found = evidence.verify();
        assertThat(found.tornLines()).containsExactly(6);
        assertThat(found.records()).isEqualTo(5);

        assertThat(evidence.append(run(0), Map.of()).notes())
                .singleElement()
                .asString()
                .contains("line 6: torn by a crash");
        assertThat(file).content().startsWith(torn);
        assertThat(Files.readAllLines(file).get(6)).contains("torn by a crash; it is kept as it is");
        var after = evidence.verify();
        assertThat(after.isUnbroken()).isTrue();
        assertThat(after.tornLines()).containsExactly(6);
        assertThat(after.records()).isEqualTo(7);
        assertThat(evidence.append(run(0), Map.of()).notes()).isEmpty();
    }

    @Test
    void a_torn_line_of_bytes_that_are_no_text_is_kept() throws IOException {
        evidence.append(run(0), Map.of());
        Files.write(file, new byte[] {(byte) 0xC3, 0, 0, '\r', (byte) 0xFF}, StandardOpenOption.APPEND);

        evidence.append(run(0), Map.of());

        assertThat(evidence.verify().isUnbroken()).isTrue();
        assertThat(evidence.verify().tornLines()).containsExactly(3);
        assertThat(Files.readAllBytes(file)).contains((byte) 0xC3, (byte) 0xFF);
    }

    @Test
    void a_torn_line_that_is_altered_later_is_found() throws IOException {
        evidence.append(run(0), Map.of());
        Files.writeString(file, "{\"half\":", StandardOpenOption.APPEND);
        evidence.append(run(0), Map.of());
        Files.writeString(file, Files.readString(file).replace("{\"half\":", "{\"HALF\":"));

        assertThat(evidence.verify().brokenLine()).contains(3);
    }

    @Test
    void a_line_that_lost_only_its_break_is_whole() throws IOException {
        evidence.append(run(0), Map.of());
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));

        assertThat(evidence.append(run(0), Map.of()).notes()).isEmpty();
        assertThat(evidence.verify().records()).isEqualTo(4);
    }

    @Test
    void the_last_pass_of_a_rule_is_remembered() {
        evidence.append(run(2), Map.of());

        var passed = EvidenceLog.in(state.resolve("state")).lastPass("orders", "latest", "rows");
        assertThat(passed).contains(new LastPass(Instant.parse("2026-11-22T10:00:01Z"), 2.0));
        assertThat(evidence.lastPass("orders", "latest", "orphans")).isEmpty();
        assertThat(evidence.lastPass("orders", "copy dr", "rows")).isEmpty();
        assertThat(evidence.lastPass("ledger", "latest", "rows")).isEmpty();
    }

    @Test
    void runs_that_end_together_do_not_tear_the_chain() {
        var writers = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.runAsync(
                        () -> EvidenceLog.in(state.resolve("state")).append(run(0), Map.of())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(evidence.verify().isUnbroken()).isTrue();
        assertThat(evidence.verify().records()).isEqualTo(16);
    }

    @Test
    void evidence_that_cannot_be_written_is_inconclusive() throws IOException {
        Files.createFile(state.resolve("state"));

        assertThatThrownBy(() -> evidence.append(run(0), Map.of()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE  the evidence could not be written");
    }

    private void threeRuns() {
        IntStream.range(0, 3).forEach(number -> evidence.append(run(0), Map.of()));
    }

    private static Run run(double value) {
        var run = RestorationSamples.run("monthly", List.of(), "orders", "ledger");
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.rule(orders, "rows", Verdict.PASS, value, "");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);
        RestorationSamples.disposed(run, orders, Disposal.DISCARDED);
        var ledger = RestorationSamples.failed(run, "ledger", "dr", new BackupUnusable("WAL has a gap → 000005"));
        RestorationSamples.rule(ledger, "orphans", Verdict.FAIL, 1, "FAIL");
        RestorationSamples.disposed(run, ledger, Disposal.DISCARDED);
        return run;
    }

    private JsonNode content(int line) throws IOException {
        var lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        return new ObjectMapper().readTree(lines.get(line)).get("content");
    }
}
