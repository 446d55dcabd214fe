package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.TopicState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A topic while records are written into it: nothing in it goes, every size and timestamp is taken, and timestamps stay those
 * of the records. Its own configuration it gets when all are in.
 */
record LoadingTopic(KafkaArchive.Topic topic) {
    private static final String ANY = Long.toString(Long.MAX_VALUE);
    private static final Map<String, String> WHILE_LOADING = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "max.message.bytes", Integer.toString(Integer.MAX_VALUE),
            "message.timestamp.type", "CreateTime",
            "message.timestamp.before.max.ms", ANY,
            "message.timestamp.after.max.ms", ANY);

    static void createAll(Admin admin, KafkaClients clients, List<KafkaArchive.Topic> topics) {
        var created = topics.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(WHILE_LOADING))
                .toList();
        clients.answer("new topics", admin.createTopics(created).all());
    }

    /** What is not set by the archive has the broker's own value again, which deletes nothing. */
    Optional<Collection<AlterConfigOp>> own() {
        return topic.state().map(TopicState::configuration).map(LoadingTopic::operations);
    }

    private static Collection<AlterConfigOp> operations(Map<String, String> configuration) {
        var all = new TreeMap<String, AlterConfigOp>();
        WHILE_LOADING.keySet().forEach(key -> all.put(key, operation(key, "", OpType.DELETE)));
        configuration.forEach((key, value) -> all.put(key, operation(key, value, OpType.SET)));
        return new ArrayList<>(all.values());
    }

    private static AlterConfigOp operation(String key, String value, OpType type) {
        return new AlterConfigOp(new ConfigEntry(key, value), type);
    }

    ConfigResource resource() {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
