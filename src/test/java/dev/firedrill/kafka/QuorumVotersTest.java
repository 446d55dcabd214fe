package dev.firedrill.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.process.Tool;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuorumVotersTest {
    @TempDir
    private Path home;

    /** Started, it would look for the others under their addresses in production. */
    @Test
    void one_of_three_that_elect_a_controller_is_not_started() throws IOException {
        format(3);
        assertThatThrownBy(() -> QuorumVoters.requireAlone(List.of(home.resolve("data")), 1))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("brokers [1, 2, 3] elect its controller, and this copy is of broker 1 alone");
    }

    @Test
    void one_that_elects_itself_may_be_started() throws IOException {
        format(1);
        assertThatCode(() -> QuorumVoters.requireAlone(List.of(home.resolve("data")), 1))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> QuorumVoters.requireAlone(List.of(home.resolve("data")), 2))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("brokers [1] elect its controller, and this copy is of broker 2 alone");
    }

    private void format(int voters) throws IOException {
        var data = Files.createDirectories(home.resolve("data"));
        var file = Files.writeString(
                home.resolve("server.properties"),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:9093
                listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%s
                """
                        .formatted(data));
        var controllers = IntStream.rangeClosed(1, voters)
                .mapToObj(node -> "%d@127.0.0.1:%d:%s".formatted(node, 9092 + node, Uuid.randomUuid()))
                .collect(Collectors.joining(","));
        var jvm = KafkaJvm.in(home.resolve("jvm"));
        Unprivileged.onThisHost().own(home);
        Tool.of(jvm.command(
                        "kafka.tools.StorageTool",
                        "format",
                        "--initial-controllers",
                        controllers,
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        file.toString()))
                .runOrThrow("formatting");
    }
}
