package dev.firedrill.kafka;

import static org.apache.kafka.server.authorizer.AuthorizationResult.ALLOWED;
import static org.apache.kafka.server.authorizer.AuthorizationResult.DENIED;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/**
 * Lets the owner of a restored broker do everything, a check read, and a check that writes also write. The access lists of
 * production, which lie in its metadata, are neither obeyed nor changed. Kafka makes it, inside the broker.
 */
public final class CheckAuthorizer implements Authorizer {
    private static final Set<AclOperation> READING =
            EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

    @Override
    public void configure(Map<String, ?> configuration) {
        // There is nothing to configure.
    }

    @Override
    public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo server) {
        var ready = new HashMap<Endpoint, CompletionStage<Void>>();
        server.endpoints().forEach(endpoint -> ready.put(endpoint, CompletableFuture.completedFuture(null)));
        return ready;
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        var user = context.principal().getName();
        return actions.stream()
                .map(action -> allows(user, action) ? ALLOWED : DENIED)
                .toList();
    }

    private static boolean allows(String user, Action action) {
        var type = action.resourcePattern().resourceType();
        return switch (user) {
            case KafkaLogins.OWNER -> true;
            case KafkaLogins.WRITER -> type != ResourceType.CLUSTER || mayAsk(action);
            case KafkaLogins.CHECK -> READING.contains(action.operation()) && !commits(type, action);
            default -> false;
        };
    }

    private static boolean mayAsk(Action action) {
        return READING.contains(action.operation()) || action.operation() == AclOperation.IDEMPOTENT_WRITE;
    }

    /** To read a group is what Kafka calls joining it and committing its offsets. */
    private static boolean commits(ResourceType type, Action action) {
        return type == ResourceType.GROUP && action.operation() == AclOperation.READ;
    }

    @Override
    public List<? extends CompletionStage<AclCreateResult>> createAcls(
            AuthorizableRequestContext context, List<AclBinding> bindings) {
        throw new UnsupportedOperationException("a restored broker takes no access lists");
    }

    @Override
    public List<? extends CompletionStage<AclDeleteResult>> deleteAcls(
            AuthorizableRequestContext context, List<AclBindingFilter> filters) {
        throw new UnsupportedOperationException("a restored broker takes no access lists");
    }

    @Override
    public Iterable<AclBinding> acls(AclBindingFilter filter) {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
