package dev.firedrill.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.RestorationSamples;
import dev.firedrill.restore.RunListener;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureRunListenerTest {
    @TempDir
    Path results;

    @Test
    void a_restore_is_a_set_up_of_all_checks_that_used_it_with_its_phases_and_log() throws IOException {
        SampleChecks.into(results, "F1");

        var container = container("Restore orders (latest)");
        assertThat(container.get("children"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        test("holds").get("uuid").asText(),
                        test("is_suspicious").get("uuid").asText(),
                        test("is_broken").get("uuid").asText());
        var fixture = container.at("/befores/0");
        assertThat(fixture.get("name").asText()).isEqualTo("Restore orders (latest)");
        assertThat(fixture.get("status").asText()).isEqualTo("passed");
        assertThat(fixture.get("steps"))
                .extracting(step -> step.get("name").asText().replaceFirst(":.*", ""))
                .containsExactly("select", "provision", "recover", "ready", "verify");
        assertThat(fixture.get("start").asLong()).isEqualTo(1_795_341_601_000L);
        var log = results.resolve(fixture.at("/attachments/0/source").asText());
        assertThat(fixture.at("/attachments/0/name").asText()).isEqualTo("restore.log");
        assertThat(log).content().contains("restoring latest");
        assertThat(container.at("/afters/0/name").asText()).isEqualTo("Discard orders (latest): gone, verified");
    }

    @Test
    void a_failed_restore_is_a_failed_set_up_with_its_message() throws IOException {
        SampleChecks.into(results, "F1");

        var fixture = container("Restore ledger (copy dr)").at("/befores/0");
        assertThat(fixture.get("status").asText()).isEqualTo("failed");
        assertThat(fixture.at("/statusDetails/message").asText()).isEqualTo("FAIL  WAL has a gap");
        assertThat(fixture.at("/steps/1/name").asText()).startsWith("provision").endsWith("FAIL  WAL has a gap");
        assertThat(fixture.at("/steps/1/status").asText()).isEqualTo("failed");
    }

    @Test
    void a_rule_is_a_step_with_its_verdict_bounds_and_offences() throws IOException {
        SampleChecks.into(results, "F1");

        assertThat(test("holds").at("/steps/0/status").asText()).isEqualTo("passed");
        assertThat(test("holds").at("/steps/0/attachments")).isEmpty();
        var warned = test("is_suspicious").at("/steps/0");
        assertThat(warned.get("status").asText()).isEqualTo("passed");
        assertThat(warned.get("name").asText()).startsWith("WARN late-orders");
        var broken = test("is_broken").at("/steps/0");
        assertThat(broken.get("status").asText()).isEqualTo("failed");
        assertThat(broken.get("parameters"))
                .extracting(parameter -> parameter.get("name").asText() + "="
                        + parameter.get("value").asText())
                .containsExactly("value=37", "allowed=at most 0");
        assertThat(results.resolve(broken.at("/attachments/0/source").asText()))
                .content()
                .contains("18 -> 90311", "SELECT o.id FROM orders o");
    }

    @Test
    void the_identity_of_a_check_does_not_depend_on_the_backup() throws IOException {
        SampleChecks.into(results, "F1");
        var before = test("holds");
        new AllureResults(results).clean();
        SampleChecks.into(results, "F2");
        var after = test("holds");

        assertThat(after.get("historyId").asText())
                .isNotEmpty()
                .isEqualTo(before.get("historyId").asText());
        assertThat(after.at("/parameters/0/name").asText()).isEqualTo("backup of orders (latest)");
        assertThat(after.at("/parameters/0/value").asText()).isEqualTo("F2");
        assertThat(after.at("/parameters/0/excluded").asBoolean()).isTrue();
    }

    @Test
    void a_check_is_found_by_suite_system_and_what_was_asked() throws IOException {
        SampleChecks.into(results, "F1");

        assertThat(test("holds").get("labels"))
                .extracting(label ->
                        label.get("name").asText() + "=" + label.get("value").asText())
                .contains("epic=Monthly", "feature=orders", "story=latest", "system=orders", "engine=postgresql");
        assertThat(test("is_restored").get("labels"))
                .extracting(label ->
                        label.get("name").asText() + "=" + label.get("value").asText())
                .contains("epic=On demand", "feature=ledger", "story=copy dr");
    }

    @Test
    void rules_that_run_while_restoring_belong_to_the_restore() throws IOException {
        var listener = new AllureRunListener(new AllureLifecycle(new FileSystemResultsWriter(results)));
        var early = new RunListener() {
            @Override
            public void restorationStarted(Restoration restoration) {
                RestorationSamples.rule(restoration, "first-query", Verdict.INCONCLUSIVE, Double.NaN, "INCONCLUSIVE");
            }
        };
        var run = RestorationSamples.run("", List.of(listener, early), "orders");
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.disposed(run, orders, Disposal.KEPT);

        var container = container("Restore orders (latest)");
        var rule = container.at("/befores/0/steps/4/steps/0");
        assertThat(rule.get("name").asText()).startsWith("first-query");
        assertThat(rule.get("status").asText()).isEqualTo("broken");
        assertThat(rule.at("/parameters/0/value").asText()).isEqualTo("unknown");
        assertThat(container.at("/afters/0/name").asText()).isEqualTo("Keep orders (latest), as asked");
        assertThat(run.lateFailures()).isEmpty();
    }

    @Test
    void it_is_found_as_a_service() {
        assertThat(ServiceLoader.load(RunListener.class)).hasAtLeastOneElementOfType(AllureRunListener.class);
    }

    private JsonNode test(String name) throws IOException {
        return all("-result.json", name + "()");
    }

    private JsonNode container(String name) throws IOException {
        return all("-container.json", name);
    }

    private JsonNode all(String suffix, String name) throws IOException {
        var found = new ArrayList<JsonNode>();
        try (var files = Files.newDirectoryStream(results, "*" + suffix)) {
            for (var file : StreamSupport.stream(files.spliterator(), false).toList()) {
                found.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return found.stream()
                .filter(json -> json.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + found));
    }
}
