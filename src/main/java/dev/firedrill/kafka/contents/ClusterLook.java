package dev.firedrill.kafka.contents;

import dev.firedrill.verdict.Inconclusive;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;

/** What a cluster says of itself, without its records. */
public final class ClusterLook implements AutoCloseable {
    private final KafkaClients clients;
    private final Admin admin;

    public ClusterLook(KafkaClients clients) {
        this.clients = clients;
        this.admin = clients.admin();
    }

    public String clusterId() {
        return clients.answer("the cluster's id", admin.describeCluster().clusterId());
    }

    /** All topics that are not Kafka's own, sorted. */
    public TreeSet<String> topics() {
        var listed = clients.answer("the topics", admin.listTopics().listings());
        return listed.stream()
                .filter(topic -> !topic.isInternal())
                .map(TopicListing::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * These topics, or all that are not Kafka's own where none is named.
     *
     * @throws Inconclusive if one is not there, or there is none
     */
    public Collection<String> wanted(Collection<String> named) {
        var there = topics();
        var missing = new TreeSet<>(named);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new Inconclusive("the Kafka at %s has no topic %s\n  Remedy: correct topics: of the system, or --from"
                    .formatted(clients.address(), missing));
        }
        if (there.isEmpty()) {
            throw new Inconclusive("the Kafka at %s shows no topics: there is nothing to read\n  Remedy: %s"
                    .formatted(clients.address(), "see that these clients may DESCRIBE the topics"));
        }
        return named.isEmpty() ? there : named;
    }

    /** The state of topics that are there, by name. */
    public TreeMap<String, TopicState> states(Collection<String> names) {
        var descriptions =
                clients.answer("the topics", admin.describeTopics(names).allTopicNames());
        var resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var configurations = clients.answer(
                "the configuration of topics", admin.describeConfigs(resources).all());
        var states = new TreeMap<String, TopicState>();
        configurations.forEach((resource, configuration) -> states.put(
                resource.name(),
                state(
                        resource.name(),
                        descriptions.get(resource.name()).partitions().size(),
                        configuration)));
        return states;
    }

    private static TopicState state(String name, int partitions, Config configuration) {
        var own = configuration.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, entry -> String.valueOf(entry.value())));
        return new TopicState(
                name,
                partitions,
                own,
                configuration.get("cleanup.policy").value(),
                Long.parseLong(configuration.get("retention.ms").value()),
                Long.parseLong(configuration.get("retention.bytes").value()));
    }

    public static List<TopicPartition> partitions(Collection<TopicState> topics) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
    }

    /** The first offset that each has. */
    public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset after the last one of each; of committed records: after the last one that is decided. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, View view) {
        return offsets(
                partitions,
                OffsetSpec.latest(),
                view == View.ALL ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), any -> spec));
        var answer = clients.answer(
                "the offsets",
                admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all());
        return answer.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    /**
     * Where the groups of consumers stand, in these topics.
     *
     * @throws Inconclusive if not all groups are shown
     */
    public List<GroupPosition> groups(Collection<String> topics) {
        requireAllGroups();
        var listed = clients.answer(
                "the groups", admin.listGroups(new ListGroupsOptions()).all());
        var asked = listed.stream()
                .filter(group ->
                        group.type().filter(type -> type == GroupType.SHARE).isEmpty())
                .map(GroupListing::groupId)
                .collect(Collectors.toMap(Function.identity(), any -> new ListConsumerGroupOffsetsSpec()));
        if (asked.isEmpty()) {
            return List.of();
        }
        var answer = clients.answer(
                "the offsets of groups", admin.listConsumerGroupOffsets(asked).all());
        return answer.entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(entry -> entry.getValue() != null
                                && topics.contains(entry.getKey().topic()))
                        .map(entry -> position(group.getKey(), entry.getKey(), entry.getValue())))
                .sorted()
                .toList();
    }

    /** Who may not describe the cluster is shown fewer groups, or none, as if there were none. Without access lists all are. */
    private void requireAllGroups() {
        var asked = new DescribeClusterOptions().includeAuthorizedOperations(true);
        var allowed = clients.answer(
                "what these clients may do", admin.describeCluster(asked).authorizedOperations());
        if (allowed != null && !allowed.contains(AclOperation.DESCRIBE)) {
            throw new Inconclusive(
                    "the Kafka at %s does not show all groups to these clients, so that their offsets cannot be read\n  Remedy: %s"
                            .formatted(
                                    clients.address(),
                                    "let them DESCRIBE the cluster: kafka-acls.sh --add --allow-principal User:NAME"
                                            + " --operation Describe --cluster"));
        }
    }

    private static GroupPosition position(String group, TopicPartition partition, OffsetAndMetadata offset) {
        return new GroupPosition(group, partition.topic(), partition.partition(), offset.offset());
    }

    @Override
    public void close() {
        admin.close(KafkaClients.PATIENCE);
    }
}
