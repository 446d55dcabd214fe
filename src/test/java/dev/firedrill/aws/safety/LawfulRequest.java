package dev.firedrill.aws.safety;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** A request for something of ours, with all that must be said and nothing else: written down here, not taken from the rules. */
final class LawfulRequest {
    static final String OURS = "firedrill-1";

    private static final Map<String, Map<String, Object>> VALUES = Map.ofEntries(
            instance("RestoreDBInstanceFromDBSnapshot", "DBInstanceIdentifier"),
            instance("RestoreDBInstanceToPointInTime", "TargetDBInstanceIdentifier"),
            Map.entry(
                    "CreateDBInstance",
                    Map.of("DBInstanceIdentifier", OURS, "DBClusterIdentifier", OURS, "PubliclyAccessible", false)),
            Map.entry("ModifyDBInstance", Map.of("DBInstanceIdentifier", OURS)),
            Map.entry("DeleteDBInstance", Map.of("DBInstanceIdentifier", OURS, "SkipFinalSnapshot", true)),
            cluster("RestoreDBClusterFromSnapshot"),
            cluster("RestoreDBClusterToPointInTime"),
            Map.entry("ModifyDBCluster", Map.of("DBClusterIdentifier", OURS)),
            Map.entry("DeleteDBCluster", Map.of("DBClusterIdentifier", OURS, "SkipFinalSnapshot", true)),
            Map.entry(
                    "CreateReplicationGroup",
                    Map.of(
                            "ReplicationGroupId",
                            OURS,
                            "ReplicationGroupDescription",
                            "a restore",
                            "CacheSubnetGroupName",
                            "isolated",
                            "SecurityGroupIds",
                            List.of("sg-1"))),
            Map.entry("ModifyReplicationGroup", Map.of("ReplicationGroupId", OURS)),
            Map.entry("DeleteReplicationGroup", Map.of("ReplicationGroupId", OURS)),
            Map.entry("AddTagsToResource", Map.of("ResourceName", OURS)));

    private final ClientOperation operation;
    private final Map<String, Object> values;
    private final SdkPojo builder;

    LawfulRequest(ClientOperation operation) {
        this.operation = operation;
        builder = operation.builder();
        values = new HashMap<>(VALUES.get(operation.operation().name()));
        var made = operation.operation().name().matches("(Create|Restore|AddTags).*");
        if (made) {
            values.put("Tags", tags());
        }
    }

    private static Map.Entry<String, Map<String, Object>> instance(String operation, String target) {
        return Map.entry(
                operation,
                Map.of(
                        target,
                        OURS,
                        "PubliclyAccessible",
                        false,
                        "DeletionProtection",
                        false,
                        "DBSubnetGroupName",
                        "isolated",
                        "VpcSecurityGroupIds",
                        List.of("sg-1")));
    }

    private static Map.Entry<String, Map<String, Object>> cluster(String operation) {
        return Map.entry(
                operation,
                Map.of(
                        "DBClusterIdentifier",
                        OURS,
                        "DeletionProtection",
                        false,
                        "DBSubnetGroupName",
                        "isolated",
                        "VpcSecurityGroupIds",
                        List.of("sg-1")));
    }

    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    /** With another value; null leaves the field out. */
    LawfulRequest with(String field, Object value) {
        values.put(field, value);
        return this;
    }

    /** With a value that its type allows. */
    LawfulRequest withAnything(String field) {
        return with(field, anything(field(field)));
    }

    SdkRequest build() {
        values.forEach((name, value) -> field(name).set(builder, value));
        return ((SdkRequest.Builder) builder).build();
    }

    private SdkField<?> field(String name) {
        return builder.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation + " has no field " + name));
    }

    private List<Object> tags() {
        return Stream.of("firedrill:run", "firedrill:owner", "firedrill:expires")
                .map(this::tag)
                .toList();
    }

    private Object tag(String key) {
        var tag = element(field("Tags"));
        tag.sdkFields().forEach(field -> field.set(tag, field.memberName().equals("Key") ? key : "x"));
        return built(tag);
    }

    private static SdkPojo element(SdkField<?> list) {
        return member(list).constructor().get();
    }

    private static SdkField<?> member(SdkField<?> list) {
        return list.getTrait(ListTrait.class).memberFieldInfo();
    }

    private static Object built(SdkPojo builder) {
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object anything(SdkField<?> field) {
        var type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            return List.of(anything(member(field)));
        }
        if (type == MarshallingType.SDK_POJO) {
            return built(field.constructor().get());
        }
        return Map.<Object, Object>of(
                        MarshallingType.STRING,
                        "x",
                        MarshallingType.BOOLEAN,
                        true,
                        MarshallingType.INTEGER,
                        1,
                        MarshallingType.LONG,
                        1L)
                .get(type);
    }
}
