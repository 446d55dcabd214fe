package dev.firedrill.aws.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks, by access key: any key is a user's, but for those that were given for a role. */
public final class Identities {
    private final Map<String, String> roles = new ConcurrentHashMap<>();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Set<String> closedRoles = ConcurrentHashMap.newKeySet();
    private final Map<String, String> denied = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();

    Identities() {}

    /** An access key that counts as expired from now on. */
    public void expire(String accessKey) {
        expired.add(accessKey);
    }

    /** A role, by ARN, that nobody may assume. */
    public void close(String role) {
        closedRoles.add(role);
    }

    /** Denies an action, such as {@code rds:DeleteDBInstance}, to everybody, until it is allowed. */
    public void deny(String action) {
        denied.put(action, action);
    }

    public void allow(String action) {
        denied.remove(action);
    }

    /** The ARN that an access key stands for. */
    public String arn(String accessKey) {
        return roles.getOrDefault(accessKey, "arn:aws:iam::" + ControlPlane.ACCOUNT + ":user/drill");
    }

    void admit(Request request) {
        if (expired.contains(request.accessKey())) {
            throw new ServiceError(
                    request.service().equals("ec2") ? "RequestExpired" : "ExpiredToken",
                    request.service().equals("ec2") ? 400 : 403,
                    "The security token included in the request is expired");
        }
        var action = request.service() + ":" + request.action();
        if (denied.containsKey(action)) {
            throw new ServiceError(
                    request.service().equals("ec2") ? "UnauthorizedOperation" : "AccessDenied",
                    403,
                    "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
                            .formatted(arn(request.accessKey()), action, action));
        }
    }

    AssumeRoleResponse assume(AssumeRoleRequest asked, Request request) {
        var role = asked.roleArn();
        if (!role.matches("arn:aws:iam::\\d{12}:role/.+")) {
            throw new ServiceError("ValidationError", 400, role + " is invalid");
        }
        if (closedRoles.contains(role)) {
            throw new ServiceError(
                    "AccessDenied",
                    403,
                    "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                            .formatted(arn(request.accessKey()), role));
        }
        var key = "ASIA" + "%016d".formatted(given.incrementAndGet());
        var assumed = role.replace(":iam:", ":sts:").replaceFirst(":role/(?:.*/)?", ":assumed-role/") + "/"
                + asked.roleSessionName();
        roles.put(key, assumed);
        return AssumeRoleResponse.builder()
                .assumedRoleUser(user -> user.arn(assumed).assumedRoleId("AROATEST:" + asked.roleSessionName()))
                .credentials(credentials -> credentials
                        .accessKeyId(key)
                        .secretAccessKey("secret-of-" + key)
                        .sessionToken("token-of-" + key)
                        .expiration(Instant.now().plus(1, ChronoUnit.HOURS)))
                .build();
    }

    GetCallerIdentityResponse caller(Request request) {
        var arn = arn(request.accessKey());
        return GetCallerIdentityResponse.builder()
                .arn(arn)
                .account(arn.split(":")[4])
                .userId("AIDATEST")
                .build();
    }
}
