package dev.firedrill.aws.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.aws.moto.MotoServer;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Nothing of a request may go unvalidated because the SDK calls it otherwise than the model does. */
@NeedsTool(MotoServer.PROGRAM)
class ModelsAndSdkTest {
    /** Of the SDK alone: it makes another member of them, or a signed address. */
    private static final Set<String> OF_THE_SDK =
            Set.of("SourceRegion", "SourceBucket", "SourceKey", "SourceVersionId");

    @ParameterizedTest
    @ValueSource(
            classes = {
                RdsClient.class,
                S3Client.class,
                ElastiCacheClient.class,
                Ec2Client.class,
                StsClient.class,
                KmsClient.class,
                SecretsManagerClient.class
            })
    void each_member_of_each_request_is_in_the_model(Class<?> client) throws Exception {
        var service = client.getSimpleName().replace("Client", "");
        var model =
                ServiceModels.ofThisHost().flatMap(models -> models.of(service)).orElseThrow();
        var unknown = new TreeSet<String>();
        var requests = requests(client);
        for (var request : requests) {
            unknown.addAll(unknown(request, model));
        }
        assertThat(requests).hasSizeGreaterThan(8);
        assertThat(unknown).isEmpty();
    }

    /** The class has the operation's name, but for capitals: CreateDbSnapshotRequest. */
    private static List<String> unknown(SdkPojo request, ServiceModel model) {
        var operation = request.getClass().getSimpleName().replaceAll("Request$", "");
        var unknown = new ArrayList<String>();
        var input = model.operations()
                .filter(operation::equalsIgnoreCase)
                .findFirst()
                .flatMap(model::input);
        if (input.isEmpty()) {
            return List.of(operation);
        }
        for (var field : request.sdkFields()) {
            if (!OF_THE_SDK.contains(field.memberName())
                    && input.get().member(Values.names(field)).isEmpty()) {
                unknown.add(operation + "." + field.memberName());
            }
        }
        return unknown;
    }

    /** One of each kind that its jar has. */
    private static List<SdkPojo> requests(Class<?> client) throws IOException, ReflectiveOperationException {
        var file = Path.of(
                client.getProtectionDomain().getCodeSource().getLocation().getPath());
        var prefix = client.getPackageName().replace('.', '/') + "/model/";
        var requests = new ArrayList<SdkPojo>();
        try (var jar = new JarFile(file.toFile())) {
            for (var name : jar.stream().map(JarEntry::getName).toList()) {
                if (name.startsWith(prefix) && name.endsWith("Request.class")) {
                    var type = Class.forName(name.replace('/', '.').replace(".class", ""));
                    if (SdkRequest.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        var builder = type.getMethod("builder").invoke(null);
                        requests.add((SdkPojo) ((SdkRequest.Builder) builder).build());
                    }
                }
            }
        }
        return requests;
    }
}
