package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.kafka.archive.LoadedArchive;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.kafka.inventory.RestoredLog;
import dev.firedrill.process.ShellWord;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.AssertProvider;

/**
 * A restored Kafka. Checks look at it through rules, or through clients of their own as a user that cannot write.
 *
 * <pre>{@code
 * @Test
 * void orders_are_all_there(KafkaInstance events) {
 *     assertThat(events).topic("orders").hasPartitions(3).hasConfig("cleanup.policy", "delete").hasNoGaps();
 * }
 * }</pre>
 */
public final class KafkaInstance implements Instance, AssertProvider<KafkaAssert> {
    private final KafkaServer server;
    private final RestoreOrder order;
    private final RecoveryPoint recoveryPoint;
    private final RuleContext context;
    private final LoadedArchive archive;

    private KafkaInstance(KafkaServer server, RestoreOrder order, RecoveryPoint recoveryPoint, LoadedArchive archive) {
        this.server = server;
        this.order = order;
        this.recoveryPoint = recoveryPoint;
        this.archive = archive;
        this.context = new RuleContext(
                order.headline() + " restored to " + recoveryPoint.time(),
                order.rules(),
                Samples.of(order.system().place(), order.system().samples()),
                order::lastPass);
    }

    /** One that was restored into a server which is ready. */
    public static KafkaInstance of(KafkaServer server, RestoreOrder order, RecoveryPoint recoveryPoint) {
        return of(server, order, recoveryPoint, LoadedArchive.NONE);
    }

    /** One that was written anew from an archive. */
    static KafkaInstance of(
            KafkaServer server, RestoreOrder order, RecoveryPoint recoveryPoint, LoadedArchive archive) {
        return new KafkaInstance(server, order, recoveryPoint, archive);
    }

    @Override
    public KafkaAssert assertThat() {
        return new KafkaAssert(this, RuleRunner.strict(context));
    }

    /** Evaluates several rules and reports all that are broken at once. */
    public void verifyAll(Consumer<KafkaAssert> rules) {
        RuleRunner.verifyAll(context, runner -> rules.accept(new KafkaAssert(this, runner)));
    }

    /** Host and port, for {@code bootstrap.servers}. */
    public String bootstrap() {
        return server.bootstrap();
    }

    /**
     * Properties of a client as the user that checks have, deserializers left out. They hold a one-time password. That user
     * may read and cannot commit, so a consumer must {@code assign} its partitions instead of joining a group.
     */
    public Map<String, Object> consumerProperties() {
        order.lookedInto();
        return login();
    }

    /** A new consumer of bytes, which begins at the begin of what it is assigned; the caller closes it. */
    public KafkaConsumer<byte[], byte[]> connect() {
        order.lookedInto();
        return consumer();
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        var bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(login(), bytes, bytes);
    }

    Map<String, Object> login() {
        var properties = server.check();
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        return properties;
    }

    /**
     * What the system must contain, as its inventory says.
     *
     * @throws Inconclusive if it has none, or it cannot be used
     */
    public KafkaInventory inventory() {
        return KafkaInventory.read(order.inventory()
                .orElseThrow(() -> new Inconclusive(
                        context.headline() + ": it is asked for the inventory of its system, which names none"
                                + "\n  Remedy: add inventory: FILE to the system in firedrill.yaml, and record it with"
                                + " firedrill inventory")));
    }

    /** What it was written anew from; none where log directories came back as they were. */
    LoadedArchive archive() {
        return archive;
    }

    /** What an inventory is put beside. */
    RestoredLog restoredLog() {
        return new RestoredLog(
                KafkaClients.of(server.check()),
                order.backup().madeAt(),
                archive.partitions(),
                archive.lost(),
                archive.cluster(),
                () -> order.deadline().check("reading the restored records"));
    }

    /** Topics that {@code topics:} in firedrill.yaml names. */
    List<String> protectedTopics() {
        return order.system().topics();
    }

    /** The directories that its server keeps its segments in. */
    List<Path> logDirectories() {
        return server.logDirectories();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return recoveryPoint;
    }

    /**
     * Sees that it answers, then that each of these topics, such as {@code topic orders}, is there and holds a record.
     *
     * @throws BackupUnusable if one is missing or empty
     */
    @Override
    public void verify(List<String> topics) {
        var there = KafkaAnswers.of(this);
        for (var entry : topics) {
            order.deadline().check("verifying [" + entry + "]");
            order.lookedInto();
            var topic = VerifiedTopic.parse(entry, order.system().place()).name();
            if (!there.topics().containsKey(topic)) {
                throw new BackupUnusable(context.headline() + "\nExpecting topic\n  " + topic
                        + "\nto hold a record, but there is no such topic");
            }
            if (there.offsetsOf(topic).values().stream().allMatch(each -> each.begin() >= each.end())) {
                throw new BackupUnusable(
                        context.headline() + "\nExpecting topic\n  " + topic + "\nto hold a record, but it is empty");
            }
        }
    }

    @Override
    public String connection() {
        writeClientFile();
        return "kafka-console-consumer.sh --bootstrap-server %s --command-config %s --from-beginning --topic TOPIC --partition 0"
                .formatted(bootstrap(), ShellWord.of(clientFile().toString()));
    }

    private Path clientFile() {
        return server.directory().resolve("client.properties");
    }

    private void writeClientFile() {
        var text = server.check().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.deleteIfExists(clientFile());
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.writeString(Files.createFile(clientFile(), mode), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + clientFile(), e);
        }
    }

    @Override
    public Map<String, String> address() {
        var map = new TreeMap<String, String>();
        map.put("bootstrap", bootstrap());
        map.put("user", server.user());
        map.put("clientFile", clientFile().toString());
        return map;
    }

    @Override
    public String discarding() {
        return "kill " + server.process().pid() + " && rm -rf -- "
                + ShellWord.of(server.directory().getParent().toString());
    }

    @Override
    public List<String> log() {
        return server.log();
    }

    @Override
    public long bytes() {
        return order.backup().bytes();
    }
}
