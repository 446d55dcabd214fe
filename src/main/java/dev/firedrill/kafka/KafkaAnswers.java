package dev.firedrill.kafka;

import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What a restored broker says of its topics, asked as the user that checks have.
 *
 * @param topics those of users, by their names
 */
record KafkaAnswers(KafkaInstance instance, Map<String, TopicDescription> topics) {
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    static KafkaAnswers of(KafkaInstance instance) {
        return new KafkaAnswers(instance, ask(instance, admin -> {
            var names = admin.listTopics().names().get();
            names.removeIf(PartitionName::isInternal);
            return new TreeMap<>(admin.describeTopics(names).allTopicNames().get());
        }));
    }

    /**
     * Where each partition of a topic begins and ends.
     *
     * @throws Inconclusive if one has no leader
     */
    Map<TopicPartition, PartitionOffsets> offsetsOf(String topic) {
        var partitions = topics.get(topic).partitions();
        for (var partition : partitions) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                throw new Inconclusive(topic + "-" + partition.partition()
                        + " cannot be read: it lies on a broker that is not in this backup"
                        + "\n  Remedy: restore a copy of the broker that has it");
            }
        }
        return ask(
                instance,
                admin -> PartitionOffsets.of(
                        admin,
                        partitions.stream()
                                .map(each -> new TopicPartition(topic, each.partition()))
                                .toList()));
    }

    /** Every key of a topic's configuration, those included that it does not set itself. */
    Config configOf(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return ask(
                instance,
                admin -> admin.describeConfigs(List.of(resource)).all().get().get(resource));
    }

    private static <T> T ask(KafkaInstance instance, Question<T> question) {
        try (var admin = Admin.create(instance.login())) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw new Inconclusive("the restored broker cannot be asked: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while asking the restored broker", e);
        }
    }
}
