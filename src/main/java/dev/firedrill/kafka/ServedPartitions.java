package dev.firedrill.kafka;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sees that a broker serves what was in the copy before it started, from the first offset to the last, and that the copy held
 * what its metadata names: a broker makes a missing partition anew, empty, and sets an unknown one aside.
 */
record ServedPartitions(KafkaServer server, LogExamination found, Path source, Deadline deadline, LogDoubts doubts) {
    private static final Duration ELECTION = Duration.ofSeconds(30);

    /**
     * Proves it.
     *
     * @throws BackupUnusable if a partition is missing, unknown, or another than in the copy
     * @throws Inconclusive if one cannot be read here
     */
    void prove() {
        try (var admin = Admin.create(server.owner())) {
            var topics = topics(admin);
            var damage = new ArrayList<String>();
            missing(topics, damage);
            unknown(topics, damage);
            require(damage, "the directories of partitions and the metadata do not agree");
            var here = here(topics);
            requireLeaders(admin, here);
            offsets(admin, here, damage);
            require(damage, "the broker serves something else than the copy held");
        } catch (ExecutionException e) {
            throw new Inconclusive("the restored broker cannot be asked: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while asking the restored broker", e);
        }
    }

    private void require(List<String> damage, String what) {
        if (!damage.isEmpty()) {
            throw new BackupUnusable(source + ": " + what + ":\n  " + LogExamination.shown(damage));
        }
    }

    private static Map<String, TopicDescription> topics(Admin admin) throws ExecutionException, InterruptedException {
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return new TreeMap<>(admin.describeTopics(names).allTopicNames().get());
    }

    private boolean isHere(TopicPartitionInfo partition) {
        return partition.replicas().stream().map(Node::id).anyMatch(id -> id == server.node());
    }

    private Set<TopicPartition> here(Map<String, TopicDescription> topics) {
        return topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(this::isHere)
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private void missing(Map<String, TopicDescription> topics, List<String> damage) {
        var elsewhere = new ArrayList<String>();
        for (var topic : topics.values()) {
            for (var partition : topic.partitions()) {
                var name = new TopicPartition(topic.name(), partition.partition());
                if (!isHere(partition)) {
                    elsewhere.add(name.toString());
                } else if (found.log(name).isEmpty()) {
                    damage.add(name + ": the metadata names it, and its directory is missing");
                }
            }
        }
        if (!elsewhere.isEmpty()) {
            doubts.elsewhere(elsewhere);
        }
    }

    private void unknown(Map<String, TopicDescription> topics, List<String> damage) {
        for (var log : found.logs().values()) {
            var partition = log.partition();
            var topic = topics.get(partition.topic());
            if (partition.equals(PartitionName.METADATA)) {
                continue;
            }
            if (topic == null || topic.partitions().size() <= partition.partition()) {
                damage.add(partition + ": its directory is there, and the metadata does not know it");
            } else if (!isHere(topic.partitions().get(partition.partition()))) {
                damage.add("%s: its directory is there, and the metadata has it on other brokers than %d"
                        .formatted(partition, server.node()));
            } else if (log.topicId().isEmpty()) {
                damage.add(partition + ": it does not say which topic it belongs to, for it has no readable "
                        + PartitionScan.ID_FILE);
            } else if (!log.topicId().get().equals(topic.topicId())) {
                damage.add("%s: it belongs to another topic of that name: expecting id %s, but found %s"
                        .formatted(partition, topic.topicId(), log.topicId().get()));
            }
        }
    }

    private void requireLeaders(Admin admin, Set<TopicPartition> here) {
        var left = new ArrayList<String>();
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .atMost(deadline.remaining().compareTo(ELECTION) < 0 ? deadline.remaining() : ELECTION)
                    .until(() -> {
                        left.clear();
                        left.addAll(withoutLeader(admin, here));
                        return left.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new Inconclusive("%,d of %,d partitions have no leader, so they cannot be read here: %s"
                            .formatted(left.size(), here.size(), LogExamination.shown(left))
                    + "\n  Remedy: their newest state lies on another broker; restore a copy of that one");
        }
    }

    private List<String> withoutLeader(Admin admin, Set<TopicPartition> here)
            throws ExecutionException, InterruptedException {
        var without = new ArrayList<String>();
        for (var topic : topics(admin).values()) {
            for (var partition : topic.partitions()) {
                var name = new TopicPartition(topic.name(), partition.partition());
                if (here.contains(name)
                        && (partition.leader() == null || partition.leader().isEmpty())) {
                    without.add(name.toString());
                }
            }
        }
        return without;
    }

    /** It may be more by the end: a transaction that was about to be committed is. */
    private void offsets(Admin admin, Set<TopicPartition> here, List<String> damage)
            throws ExecutionException, InterruptedException {
        var served = PartitionOffsets.of(admin, here);
        for (var partition : here) {
            var log = found.log(partition).orElseThrow();
            var offsets = served.get(partition);
            if (offsets.begin() != log.start() || offsets.end() < log.end()) {
                damage.add("%s: expecting offsets %,d to %,d, but found %,d to %,d"
                        .formatted(partition, log.start(), log.end(), offsets.begin(), offsets.end()));
            }
        }
    }
}
