package dev.firedrill.aws.s3;

import dev.firedrill.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Adobe's S3Mock in a JVM of its own, on a free port; it ends with this JVM. One serves all tests, each in its own bucket. */
public final class S3MockServer {
    public static final String REGION = "us-east-1";

    private static final Path CLASS_PATH = Path.of("target/s3mock.classpath");
    private static final Pattern PORT = Pattern.compile("Tomcat started on ports? .*?(\\d+) \\(http\\)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static S3MockServer shared;

    private final URI endpoint;
    private final Path root;
    private final S3Client client;

    private S3MockServer(URI endpoint, Path root) {
        this.endpoint = endpoint;
        this.root = root;
        this.client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }

    /** Starts it with the first that asks. */
    public static synchronized S3MockServer shared() {
        if (shared == null) {
            credentials();
            shared = start();
        }
        return shared;
    }

    /** Any will do: no server of the tests looks at them, but the SDK sends nothing without. */
    static void credentials() {
        System.setProperty("aws.accessKeyId", "id");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    private static S3MockServer start() {
        try {
            if (!Files.exists(CLASS_PATH)) {
                throw new AssertionError(CLASS_PATH + " is missing: mvn process-test-classes writes it");
            }
            var home = Files.createTempDirectory(Path.of("target"), "s3mock").toAbsolutePath();
            var log = Files.createFile(home.resolve("log"));
            var root = Files.createDirectory(home.resolve("root"));
            var process = GuardedProcess.start(
                    List.of(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx384m",
                            "-Djava.io.tmpdir=" + home,
                            "-cp",
                            Files.readString(CLASS_PATH).strip(),
                            "com.adobe.testing.s3mock.S3MockApplication",
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.httpPort=0",
                            "--com.adobe.testing.s3mock.store.root=" + root),
                    log);
            int port = Awaitility.await("S3Mock")
                    .atMost(PATIENCE)
                    .until(() -> port(process, log), Optional::isPresent)
                    .orElseThrow();
            return new S3MockServer(URI.create("http://localhost:" + port), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Integer> port(GuardedProcess process, Path log) throws IOException {
        var text = Files.readString(log);
        if (!process.isAlive()) {
            throw new AssertionError("S3Mock ended: " + text);
        }
        var port = PORT.matcher(text);
        return text.contains("Started S3MockApplication") && port.find()
                ? Optional.of(Integer.valueOf(port.group(1)))
                : Optional.empty();
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Where it keeps a bucket's objects. */
    Path directory(String bucket) {
        return root.resolve(bucket);
    }

    /** May write, too. */
    public S3Client client() {
        return client;
    }
}
