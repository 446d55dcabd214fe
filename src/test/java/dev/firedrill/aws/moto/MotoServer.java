package dev.firedrill.aws.moto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.testing.DebianPackages;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A moto of its own, which answers as AWS does, on a free port of this host; it cannot outlive this JVM. It starts with no
 * resource but a default VPC, and takes any credentials. A test class that uses it is annotated, so that it is reported as
 * not run where scripts/moto has not brought it:
 *
 * <pre>{@code
 * @NeedsTool(MotoServer.PROGRAM)
 * class CatalogOnMotoTest {
 *     @BeforeAll
 *     static void start(@TempDir Path directory) {
 *         moto = MotoServer.start(directory);
 *     }
 * }
 * }</pre>
 */
public final class MotoServer implements AutoCloseable {
    public static final String PROGRAM = DebianPackages.MOTO;
    /** What it calls every account that was not named. */
    public static final String ACCOUNT = "123456789012";

    public static final String REGION = "us-east-1";

    private static final Path SCRIPT = Path.of("scripts/moto").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PORTS = 5;

    private final GuardedProcess process;
    private final URI endpoint;

    private MotoServer(GuardedProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * It answers when this returns.
     *
     * @param directory for its log, {@code moto.log}
     */
    public static MotoServer start(Path directory) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "moto is entered by chroot, which only root can");
        for (int tries = 1; tries <= PORTS; tries++) {
            var server = at(freePort(), directory);
            if (server.process.isAlive()) {
                return server;
            }
        }
        throw new AssertionError("moto did not start on any of %d ports; its log ends:%n%s"
                .formatted(PORTS, Files.readString(directory.resolve("moto.log"))));
    }

    private static MotoServer at(int port, Path directory) {
        var line = List.of("bash", SCRIPT.toString(), "serve", Integer.toString(port));
        var process = GuardedProcess.start(line, directory.resolve("moto.log"));
        var server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive() || server.answers());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try {
            var asked =
                    (HttpURLConnection) endpoint.resolve("/moto-api/").toURL().openConnection();
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** To be given to clients instead of AWS. */
    public URI endpoint() {
        return endpoint;
    }

    /** It, as a backup's keys would name it. */
    public AwsTarget target() {
        return new AwsTarget(REGION, Optional.of(endpoint), Optional.empty(), Optional.empty());
    }

    /** Clients of an administrator of the account, whom nothing guards; in production they make what is backed up. */
    public Administrator administrator() {
        return new Administrator(endpoint, REGION);
    }

    /**
     * Lets clients of this JVM that look for credentials by themselves, as Firedrill's do, find some. Nothing that is
     * reached with them is real.
     */
    public static void credentials() {
        System.getProperties().putIfAbsent("aws.accessKeyId", "firedrill");
        System.getProperties().putIfAbsent("aws.secretAccessKey", "of-a-mock");
    }

    /** Of the process that answers. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(10));
    }
}
