package dev.firedrill.kafka;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Tool;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A Kafka that stands for production: one broker without logins, which deletes and compacts. Tests write into it. */
public final class ProductionKafka implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GuardedProcess process;
    private final Path directory;
    private final int port;

    private ProductionKafka(GuardedProcess process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one whose metadata itself says who elects the controller, as Kafka's quick start makes it. */
    public static ProductionKafka startDynamic(Path directory) throws IOException {
        var data = Files.createDirectories(directory.resolve("data"));
        int controller = freePort();
        var quorum = "controller.quorum.bootstrap.servers=127.0.0.1:" + controller + "\n";
        var text = text(data, freePort(), controller).replaceFirst("controller.quorum.voters=.*\n", quorum);
        var file = Files.writeString(directory.resolve("format.properties"), text);
        Unprivileged.onThisHost().own(directory);
        var jvm = KafkaJvm.in(directory);
        Tool.of(jvm.command(
                        "kafka.tools.StorageTool",
                        "format",
                        "--standalone",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        file.toString()))
                .runOrThrow("formatting");
        return start(directory, quorum);
    }

    /**
     * Starts one with a directory of its own.
     *
     * @param directory its log directory is {@code data} in it; what is there is started again
     * @param settings further lines of server.properties
     */
    public static ProductionKafka start(Path directory, String... settings) throws IOException {
        var data = directory.resolve("data");
        if (!Files.exists(data.resolve(MetaProperties.FILE))) {
            KafkaServer.format(data);
        }
        int port = freePort();
        int controller = controllerPort(settings);
        var file = Files.writeString(
                directory.resolve("server.properties"),
                settled(data, port, controller, settings) + String.join("\n", settings) + "\n");
        Unprivileged.onThisHost().own(directory);
        var command = KafkaJvm.in(directory).command("kafka.Kafka", file.toString());
        var process = GuardedProcess.start(command, directory.resolve("server.log"));
        var kafka = new ProductionKafka(process, directory, port);
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        try (var admin = kafka.admin()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster().nodes().get().isEmpty());
        }
        return kafka;
    }

    /** Who elects the controller stands either in the settings or in the metadata. */
    private static String settled(Path data, int port, int controller, String... settings) {
        var text = text(data, port, controller);
        return String.join("", settings).contains("controller.quorum")
                ? text.replaceFirst("controller.quorum.voters=.*\n", "")
                : text;
    }

    private static String text(Path data, int port, int controller) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                metadata.log.max.record.bytes.between.snapshots=2000
                log.retention.check.interval.ms=500
                log.initial.task.delay.ms=500
                log.cleaner.backoff.ms=200
                log.cleaner.dedupe.buffer.size=2097152
                offsets.topic.num.partitions=2
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=2
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                """
                .formatted(port, controller, data);
    }

    /** A dynamic quorum knows where its controller is. */
    private static int controllerPort(String... settings) throws IOException {
        var found = Pattern.compile("bootstrap.servers=127.0.0.1:(\\d+)").matcher(String.join("", settings));
        return found.find() ? Integer.parseInt(found.group(1)) : freePort();
    }

    private static int freePort() {
        return KafkaPlace.freePorts()[0];
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Properties of a client of its. */
    public Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", bootstrap(), "enable.metrics.push", false));
    }

    public Admin admin() {
        return Admin.create(client());
    }

    /** A producer of bytes. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        var properties = client();
        properties.put("acks", "all");
        properties.put("linger.ms", 20);
        properties.putAll(further);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Its log directory. */
    public Path data() {
        return directory.resolve("data");
    }

    public List<Path> logDirectories() {
        return List.of(data());
    }

    /** Ends it as a lost host would: without the marker of a clean shutdown. */
    public void crash() {
        process.stop("KILL", PATIENCE);
    }

    /** Shuts it down. */
    @Override
    public void close() {
        process.stop("TERM", PATIENCE);
    }
}
