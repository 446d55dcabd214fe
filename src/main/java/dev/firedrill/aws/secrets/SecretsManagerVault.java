package dev.firedrill.aws.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.aws.safety.Declared;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.Ownership;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.SecretVault;
import dev.firedrill.verdict.Inconclusive;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * AWS Secrets Manager: {@code secretsmanager:NAME} is the whole text of a secret, {@code secretsmanager:NAME#key} one
 * value of the JSON object that it holds. Only the secret that is referred to is asked for, once in a process.
 */
public final class SecretsManagerVault implements SecretVault {
    private static final String REGION = "region";

    private final Map<Asked, String> known = new HashMap<>();

    private record Asked(AwsTarget target, String id) {}

    @Override
    public boolean reads(String prefix) {
        return prefix.equals("secretsmanager:");
    }

    @Override
    public String read(String text, BackupSource source) {
        var name = SecretName.of(text, source);
        var secret = secret(new Asked(target(name, source), name.id()), name);
        return name.key().map(key -> value(secret, key, name)).orElse(secret);
    }

    private static AwsTarget target(SecretName name, BackupSource source) {
        var keys = new HashMap<>(source.keys());
        keys.put(REGION, region(name, source));
        return AwsTarget.of(new BackupSource(source.place(), source.type(), keys, source.base()));
    }

    /** That of an ARN holds; else the backup's; else that of this host. */
    private static String region(SecretName name, BackupSource source) {
        return name.region()
                .or(() -> Optional.ofNullable(source.keys().get(REGION)))
                .orElseGet(() -> regionOfThisHost(name, source));
    }

    private static String regionOfThisHost(SecretName name, BackupSource source) {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkException e) {
            throw new ConfigurationMistake(
                    source.place(),
                    "it is not said in which region " + name + " lies",
                    "set AWS_REGION, or refer to it by its ARN");
        }
    }

    private synchronized String secret(Asked asked, SecretName name) {
        return known.computeIfAbsent(asked, it -> ask(it, name));
    }

    private static String ask(Asked asked, SecretName name) {
        var guard = new OperationGuard(Ownership.NOTHING, new Declared(Set.of(asked.id())));
        try (var clients = AwsClients.of(asked.target(), guard)) {
            var secret = clients.secrets()
                    .getSecretValue(it -> it.secretId(asked.id()))
                    .secretString();
            if (secret == null) {
                throw unreadable(name, "it holds bytes, not text", "store it as text");
            }
            return secret;
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive("reading " + name);
        }
    }

    /** What Jackson says of text that is no JSON shows the text: it has no part in the message. */
    private static String value(String secret, String key, SecretName name) {
        JsonNode value;
        try {
            value = new ObjectMapper().readTree(secret).get(key);
        } catch (JsonProcessingException e) {
            throw unreadable(name, "it is no JSON object", "leave out #" + key + " if the whole text is meant");
        }
        if (value == null || !value.isValueNode() || value.isNull()) {
            throw unreadable(name, "it has no value of that key", "correct the key after #");
        }
        return value.asText();
    }

    private static Inconclusive unreadable(SecretName name, String why, String remedy) {
        return new Inconclusive("reading " + name + ": " + why + "\n  Remedy: " + remedy);
    }
}
