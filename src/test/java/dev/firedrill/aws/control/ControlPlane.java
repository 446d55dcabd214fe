package dev.firedrill.aws.control;

import dev.firedrill.aws.control.Latencies.Step;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The control plane of an account, over HTTP, with real engines behind it: RDS and ElastiCache, and what is asked of
 * EC2 and STS.
 *
 * <pre>{@code
 * try (var plane = ControlPlane.start()) {
 *     var shop = PracticeBackups.in(plane.region("us-east-1"));
 *     plane.fail("RestoreDBInstanceFromDBSnapshot", "InsufficientDBInstanceCapacity", 400, 1);
 *     ... plane.endpoint() ...
 *     assertThat(plane.requests()).extracting(Request::action).contains("DeleteDBInstance");
 * }
 * }</pre>
 */
public final class ControlPlane implements AutoCloseable {
    /** The account whose control plane this is. */
    public static final String ACCOUNT = "111122223333";

    private final Map<String, Region> regions = new ConcurrentHashMap<>();
    private final Map<String, ActionTable> actions = new ConcurrentHashMap<>();
    private final Injections injections = new Injections();
    private final Latencies latencies = new Latencies();
    private final Identities identities = new Identities();
    private final Path directory;
    private final Path bundle;
    private final PostgresBinaries binaries;
    private final ControlServer server;
    private volatile String masterUser = "postgres";
    private volatile int pageSize = 100;

    private ControlPlane(Path directory) {
        this.directory = directory;
        bundle = TestAuthority.ofThisJvm().writeBundle(directory);
        var bundled = PostgresBinaries.bundled(Path.of("target", "test-state").toAbsolutePath());
        binaries = ExtensionShelf.of(bundled, directory.resolve("programs"));
        server = new ControlServer(this::answer, injections);
    }

    /** Starts one on a free port, with a directory of its own, which goes with it. */
    public static ControlPlane start() {
        try {
            var directory = Files.createTempDirectory("plane");
            // An account that runs servers here must get through.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            return new ControlPlane(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SdkPojo answer(Request request) {
        identities.admit(request);
        return actions.computeIfAbsent(request.region(), name -> Services.of(region(name), identities))
                .answer(request);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** A file with the certificate that signs those of all instances. */
    public Path caBundle() {
        return bundle;
    }

    public Region region(String name) {
        return regions.computeIfAbsent(name, fresh -> new Region(this, fresh));
    }

    /** Who may ask: which access keys are known, expired or denied. */
    public Identities identities() {
        return identities;
    }

    /** Every request so far, in order, refused ones too. */
    public List<Request> requests() {
        return server.journal();
    }

    /** Requests of one action. */
    public List<Request> requests(String action) {
        return requests().stream()
                .filter(request -> request.action().equals(action))
                .toList();
    }

    /** Begins the journal anew. */
    public void forgetRequests() {
        server.forget();
    }

    /** All instances of all regions. */
    public List<DBInstance> instances() {
        return regions.values().stream()
                .flatMap(region -> region.instances().stream())
                .toList();
    }

    /** Lets an action ({@code *} for every one) fail that often. */
    public ControlPlane fail(String action, String code, int httpStatus, int times) {
        injections.fail(action, new ServiceError(code, httpStatus, "as the test wants it: " + code), times);
        return this;
    }

    /** Refuses every request that often, as AWS does when there are too many. */
    public ControlPlane throttle(int times) {
        injections.fail(Injections.EVERY, new ServiceError("Throttling", 400, "Rate exceeded"), times);
        return this;
    }

    /** Carries an action out, but loses the answer, that often. */
    public ControlPlane dropConnection(String action, int times) {
        injections.drop(action, times);
        return this;
    }

    /** Lets answers of an action wait. */
    public ControlPlane delay(String action, Duration latency) {
        injections.delay(action, latency);
        return this;
    }

    /** Does something before an action is carried out. */
    public ControlPlane before(String action, Consumer<Request> act) {
        injections.hook(action, true, act);
        return this;
    }

    /** Does something when an action was carried out, before it is answered. */
    public ControlPlane after(String action, Consumer<Request> act) {
        injections.hook(action, false, act);
        return this;
    }

    /** Takes back all failures, hooks, delays and lost answers. */
    public void calm() {
        injections.clear();
    }

    /** How long things take. */
    public Latencies latencies() {
        return latencies;
    }

    /** Sets one duration. */
    public ControlPlane takes(Step step, Duration duration) {
        latencies.set(step, duration);
        return this;
    }

    /** The longest page of a listing. */
    public ControlPlane pageSize(int most) {
        pageSize = most;
        return this;
    }

    int pageSize() {
        return pageSize;
    }

    /** Name of the master user of what is put in from now on; {@code postgres} unless set. */
    public ControlPlane masterUser(String name) {
        masterUser = name;
        return this;
    }

    public String masterUser() {
        return masterUser;
    }

    public PostgresBinaries binaries() {
        return binaries;
    }

    Path directory() {
        return directory;
    }

    /** Ends all engines and removes every file; a second time it does nothing. */
    @Override
    public void close() {
        if (!Files.exists(directory)) {
            return;
        }
        server.close();
        regions.values().forEach(Region::abandon);
        Unprivileged.onThisHost().adopt(directory);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
