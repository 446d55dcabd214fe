package dev.firedrill.benchmarks;

import dev.firedrill.kafka.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of records that do not compress: keys, headers, and values of 100 to 199 bytes, in four partitions. */
record MillionRecords(KafkaServer server, int records) {
    static final String TOPIC = "events";
    static final int PARTITIONS = 4;

    void write() throws Exception {
        try (var admin = Admin.create(server.owner())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        var random = new Random(1);
        try (var producer = new KafkaProducer<>(server.owner(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < records; n++) {
                var value = new byte[100 + random.nextInt(100)];
                random.nextBytes(value);
                var headers = List.<Header>of(new RecordHeader("trace", ("t" + n).getBytes()));
                producer.send(
                        new ProducerRecord<>(TOPIC, n % PARTITIONS, (long) n, ("k" + n).getBytes(), value, headers));
            }
        }
    }

    /** Reads them all by one plain consumer of this JVM, and looks at none. */
    void consume() {
        var bytes = new ByteArrayDeserializer();
        var properties = server.owner();
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(TOPIC, number))
                    .toList());
            for (long read = 0; read < records; ) {
                read += consumer.poll(Duration.ofSeconds(10)).count();
            }
        }
    }
}
