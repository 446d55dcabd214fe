package dev.firedrill.kafka.contents;

import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.kafka.ProductionKafka;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLookTest {
    @TempDir
    private Path directory;

    @Test
    void topics_of_users_and_all_groups_are_shown_or_it_is_said_that_they_are_not() throws Exception {
        try (var kafka = ProductionKafka.start(
                        directory,
                        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found=true");
                var admin = kafka.admin();
                var look = new ClusterLook(KafkaClients.of(kafka.client()))) {
            var topic = new NewTopic("__outbox", 1, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
            var offset = Map.of(new TopicPartition("__outbox", 0), new OffsetAndMetadata(0));
            admin.alterConsumerGroupOffsets("relay", offset).all().get();
            assertThat(look.topics()).containsExactly("__outbox");
            assertThat(look.groups(look.topics())).containsExactly(new GroupPosition("relay", "__outbox", 0, 0));

            admin.createAcls(List.of(
                            acl(ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALL, ALLOW),
                            acl(ResourceType.CLUSTER, "kafka-cluster", AclOperation.DESCRIBE, DENY),
                            acl(ResourceType.GROUP, "relay", AclOperation.DESCRIBE, DENY)))
                    .all()
                    .get();
            assertThatThrownBy(() -> look.groups(look.topics()))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessage("INCONCLUSIVE  the Kafka at " + kafka.bootstrap()
                            + " does not show all groups to these clients, so that their offsets cannot be read\n"
                            + "  Remedy: let them DESCRIBE the cluster: kafka-acls.sh --add --allow-principal User:NAME"
                            + " --operation Describe --cluster");
        }
    }

    private static AclBinding acl(
            ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }
}
