package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ProductionKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metadata itself knows who elects the controller, and where production has these. */
class DynamicQuorumTest {
    @TempDir
    private Path home;

    @Test
    void a_broker_that_elects_itself_comes_back_and_calls_nobody_of_production() throws Exception {
        try (var production = ProductionKafka.startDynamic(home.resolve("production"));
                var admin = production.admin();
                var producer = production.producer(Map.of())) {
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("orders", 0, Instant.now().toEpochMilli(), null, new byte[9]))
                    .get();
        }
        PlantedKafka.copy(home.resolve("production/data"), home.resolve("backups/kafka-1"));
        var calls = new AtomicInteger();
        var settings = Files.readString(home.resolve("production/server.properties"));
        try (var controller = listening(settings, "bootstrap.servers=127.0.0.1:(\\d+)", calls);
                var broker = listening(settings, "PLAINTEXT://127.0.0.1:(\\d+)", calls);
                var run = PlantedRun.of(
                        "kafka",
                        home,
                        "{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "'}",
                        home.resolve("backups"))) {
            assertThat(controller.isBound() && broker.isBound()).isTrue();
            var restoration = run.restore();
            assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
            ((KafkaInstance) restoration.instance().orElseThrow())
                    .assertThat()
                    .topic("orders")
                    .isNotEmpty();
        }
        assertThat(calls).hasValue(0);
    }

    private static ServerSocket listening(String settings, String address, AtomicInteger calls) throws IOException {
        var found = Pattern.compile(address).matcher(settings);
        assertThat(found.find()).isTrue();
        var socket = new ServerSocket(Integer.parseInt(found.group(1)), 50, InetAddress.getLoopbackAddress());
        var listener = new Thread(() -> {
            while (!socket.isClosed()) {
                try (var call = socket.accept()) {
                    calls.incrementAndGet();
                } catch (IOException e) {
                    return;
                }
            }
        });
        listener.setDaemon(true);
        listener.start();
        return socket;
    }
}
