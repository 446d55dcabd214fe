package dev.firedrill.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.RecordingEndpoint;
import dev.firedrill.aws.client.RecordingEndpoint.Answer;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Through a backup's keys, as everybody reads them. */
class SecretsManagerVaultTest {
    private static final String WORD = "correct-horse";

    private RecordingEndpoint endpoint;

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "AKIATEST");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @BeforeEach
    void start() throws IOException {
        endpoint = new RecordingEndpoint(asked -> {
            if (asked.body().contains("missing")) {
                return new Answer(400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"no such secret\"}");
            }
            if (asked.body().contains("bytes")) {
                return new Answer(200, "{\"SecretBinary\":\"AAAA\"}");
            }
            return new Answer(
                    200,
                    asked.body().contains("plain")
                            ? "{\"SecretString\":\"" + WORD + "\"}"
                            : "{\"SecretString\":\"{\\\"password\\\":\\\"" + WORD + "\\\"}\"}");
        });
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void a_secret_is_read_when_it_is_used_and_once() {
        var source = source("secretsmanager:firedrill/orders#password");
        assertThat(endpoint.asked()).isEmpty();

        assertThat(source.value("password")).hasValue(WORD);
        assertThat(source.value("password")).hasValue(WORD);
        assertThat(endpoint.asked()).singleElement().satisfies(asked -> assertThat(asked.body())
                .contains("firedrill/orders"));
        assertThat(source.toString()).doesNotContain(WORD);
    }

    @Test
    void without_a_key_it_is_the_whole_text() {
        assertThat(source("secretsmanager:plain").value("password")).hasValue(WORD);
    }

    @Test
    void what_cannot_be_read_is_said_without_the_secret() {
        says("secretsmanager:missing#password", "reading secret missing#password: it is not there");
        says("secretsmanager:plain#password", "it is no JSON object");
        says("secretsmanager:firedrill/orders#user", "it has no value of that key");
        says("secretsmanager:bytes", "it holds bytes, not text");
    }

    @Test
    void a_reference_to_nothing_is_a_mistake() {
        assertThatThrownBy(() -> source("secretsmanager:orders#").value("password"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("firedrill.yaml:3", "[secretsmanager:orders#] names no secret");
    }

    @Test
    void the_region_of_an_arn_holds() {
        var arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:plain-AbCdEf";

        assertThat(source("secretsmanager:" + arn).value("password")).hasValue(WORD);
        assertThat(endpoint.asked().get(0).authorization()).contains("/eu-west-1/secretsmanager/");
    }

    @Test
    void a_backup_that_names_no_region_has_the_one_of_this_host() {
        System.setProperty("aws.region", "us-east-1");
        var keys = new HashMap<>(source("secretsmanager:plain").keys());
        keys.remove("region");

        assertThat(new BackupSource("firedrill.yaml:3", "wal-g", keys, Path.of(".")).value("password"))
                .hasValue(WORD);
        assertThat(endpoint.asked().get(0).authorization()).contains("/us-east-1/secretsmanager/");
    }

    private void says(String reference, String message) {
        assertThatThrownBy(() -> source(reference).value("password"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(message, "Remedy: ")
                .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining(message))
                .satisfies(thrown -> assertThat(stack(thrown)).doesNotContain(WORD));
    }

    private static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private BackupSource source(String reference) {
        var keys = Map.of(
                "region",
                "us-east-1",
                "endpoint",
                endpoint.target(null).endpoint().orElseThrow().toString(),
                "password",
                reference);
        return new BackupSource("firedrill.yaml:3", "wal-g", keys, Path.of("."));
    }
}
