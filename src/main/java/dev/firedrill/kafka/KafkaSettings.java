package dev.firedrill.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of a broker that stands alone and leaves alone what it serves: nothing is deleted because it is old, nothing is
 * compacted, no transaction is ended, no group forgotten, and no topic made by asking for it. Its listeners have names of
 * their own: the metadata knows brokers and controllers of production by the names of theirs, and so by none of these.
 *
 * @param node the number that the broker had where the data is from
 * @param logDirectories as production calls them: {@code log.dirs}
 */
record KafkaSettings(int node, List<Path> logDirectories, int port, int controllerPort, KafkaLogins logins) {
    private static final String NEVER = Long.toString(Long.MAX_VALUE);
    private static final String NEVER_IN_INT = Integer.toString(Integer.MAX_VALUE);

    static final String HOST = "127.0.0.1";

    /** The listener of the controller. */
    static final String CONTROLLER = "FIREDRILL_CONTROLLER";

    String text() {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=" + node,
                "controller.quorum.voters=%d@%s:%d".formatted(node, HOST, controllerPort),
                "listeners=FIREDRILL://%s:%d,FIREDRILL_CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort),
                "advertised.listeners=FIREDRILL://%s:%d".formatted(HOST, port),
                "listener.security.protocol.map=FIREDRILL:SASL_PLAINTEXT,FIREDRILL_CONTROLLER:SASL_PLAINTEXT",
                "controller.listener.names=" + CONTROLLER,
                "inter.broker.listener.name=FIREDRILL",
                "sasl.enabled.mechanisms=PLAIN",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "sasl.mechanism.controller.protocol=PLAIN",
                "listener.name.firedrill.plain.sasl.jaas.config=" + logins.ofServer(),
                "listener.name.firedrill_controller.plain.sasl.jaas.config=" + logins.ofServer(),
                "authorizer.class.name=" + CheckAuthorizer.class.getName(),
                "log.dirs="
                        + logDirectories.stream().map(KafkaSettings::escaped).collect(Collectors.joining(",")),
                "auto.create.topics.enable=false",
                untouched(),
                alone(),
                "");
    }

    /**
     * The first look at what is too old comes 30 seconds after the start, whatever the interval is. Of groups it comes after
     * the interval, which Kafka adds to the clock: with the largest number there is that overflows, and it looks without end.
     */
    private static String untouched() {
        return String.join(
                "\n",
                "log.initial.task.delay.ms=" + NEVER,
                "log.retention.check.interval.ms=" + NEVER,
                "log.cleaner.enable=false",
                "offsets.retention.minutes=" + NEVER_IN_INT,
                "offsets.retention.check.interval.ms=" + NEVER_IN_INT,
                "transaction.abort.timed.out.transaction.cleanup.interval.ms=" + NEVER_IN_INT,
                "transaction.remove.expired.transaction.cleanup.interval.ms=" + NEVER_IN_INT,
                "transactional.id.expiration.ms=" + NEVER_IN_INT,
                "auto.leader.rebalance.enable=false",
                "controlled.shutdown.enable=false");
    }

    private static String alone() {
        return String.join(
                "\n",
                "default.replication.factor=1",
                "min.insync.replicas=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "num.network.threads=1",
                "num.io.threads=2",
                "num.recovery.threads.per.data.dir=2",
                "background.threads=2",
                "log.cleaner.dedupe.buffer.size=2097152");
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }
}
