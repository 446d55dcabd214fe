package dev.firedrill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.testing.Exhaustive;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {
    private static final String NEVER_DELETING = "log.initial.task.delay.ms=600000";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private static Path made;

    private static KafkaServer server;

    /** Its log directory was a production's, where all records of {@code orders} but the newest are over their time. */
    @BeforeAll
    static void start() throws Exception {
        var production = ProductionKafka.start(made.resolve("production"));
        try (production) {
            ShopEvents.into(production, Instant.now());
        }
        try (var again = ProductionKafka.start(made.resolve("production"), NEVER_DELETING)) {
            keepSevenDays(again);
        }
        server = KafkaServer.start(List.of(production.data()), made.resolve("run"), false);
        assertThat(server.awaitReady(PATIENCE)).as("%s", server.log()).isTrue();
    }

    private static void keepSevenDays(ProductionKafka production) throws Exception {
        var orders = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
        var sevenDays =
                new ConfigEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
        try (var admin = production.admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(orders, List.of(new AlterConfigOp(sevenDays, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        server.process().end(PATIENCE);
        assertThat(server.process().isAlive()).isFalse();
    }

    @Test
    void what_production_wrote_is_served() throws Exception {
        try (var admin = Admin.create(server.check())) {
            assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("audit", "customers", "orders", "payments"));
            var ends =
                    admin.listOffsets(Map.of(ORDERS, OffsetSpec.latest())).all().get();
            assertThat(ends.get(ORDERS).offset()).isEqualTo(ShopEvents.ORDERS / ShopEvents.PARTITIONS);
            var group = admin.listConsumerGroupOffsets(ShopEvents.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            assertThat(group.get(ORDERS)).extracting(OffsetAndMetadata::offset).isEqualTo(700L);
        }
    }

    /** The oldest segments hold records of ten days ago. A broker looks 30 seconds after its start, unless told otherwise. */
    @Test
    @Exhaustive
    void what_is_over_its_time_stays_as_long_as_it_is_looked_at() {
        try (var admin = Admin.create(server.check())) {
            await().during(Duration.ofSeconds(40))
                    .atMost(Duration.ofSeconds(50))
                    .untilAsserted(() -> assertThat(admin.listOffsets(Map.of(ORDERS, OffsetSpec.earliest()))
                                    .all()
                                    .get()
                                    .get(ORDERS)
                                    .offset())
                            .isZero());
        }
    }

    @Test
    void a_check_can_write_nothing() {
        try (var admin = Admin.create(server.check())) {
            assertRefused(() -> admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                    .all()
                    .get());
            assertRefused(() -> admin.deleteTopics(List.of("orders")).all().get());
            assertRefused(
                    () -> admin.alterConsumerGroupOffsets(ShopEvents.GROUP, Map.of(ORDERS, new OffsetAndMetadata(1)))
                            .all()
                            .get());
        }
        var serializer = new StringSerializer();
        try (var producer = new KafkaProducer<>(server.check(), serializer, serializer)) {
            assertRefused(() ->
                    producer.send(new ProducerRecord<>("orders", "k", "v")).get());
        }
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).satisfies(thrown -> assertThat(thrown.getCause() == null ? thrown : thrown.getCause())
                .isInstanceOf(AuthorizationException.class));
    }

    @Test
    void nobody_else_may_log_in() {
        var properties = new HashMap<>(server.check());
        properties.put("security.protocol", "PLAINTEXT");
        properties.put("default.api.timeout.ms", 1_500);
        properties.put("request.timeout.ms", 1_000);
        try (var admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).hasMessageContaining("imed out");
        }
        var wrong = new TreeMap<>(server.check());
        wrong.put(
                "sasl.jaas.config",
                ((String) wrong.get("sasl.jaas.config")).replaceAll("password=\"..", "password=\""));
        try (var admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasMessageContaining("Authentication failed: Invalid username or password");
        }
    }
}
