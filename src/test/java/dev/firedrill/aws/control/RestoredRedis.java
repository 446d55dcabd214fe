package dev.firedrill.aws.control;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/** A real Redis that has loaded one RDB file: a shard, or all there is. Customers may do what ElastiCache lets them. */
final class RestoredRedis {
    /** What ElastiCache takes away. */
    private static final String CUSTOMER =
            "~* &* +@all -config -save -bgsave -bgrewriteaof -debug -migrate -replicaof -slaveof -shutdown -sync -psync"
                    + " -module -acl +acl|whoami -cluster|addslots -cluster|addslotsrange -cluster|meet";

    private final Path directory;
    private final int port;
    private final int busPort;
    private final boolean tls;
    private final String ownPassword = UUID.randomUUID().toString();
    private GuardedProcess process;

    private RestoredRedis(Path directory, boolean tls) throws IOException {
        this.directory = directory;
        this.tls = tls;
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = first.getLocalPort();
            busPort = second.getLocalPort();
        }
    }

    /**
     * Starts it; what it loads may take a while.
     *
     * @param directory does not exist yet
     */
    static RestoredRedis start(Path program, Path file, CacheWish wish, Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.copy(file, directory.resolve("dump.rdb"));
        var redis = new RestoredRedis(directory, wish.tls());
        var configuration = directory.resolve("redis.conf");
        Files.writeString(configuration, String.join("\n", redis.settings(wish)) + "\n");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(directory);
        redis.process = GuardedProcess.start(
                unprivileged.command(List.of(program.toString(), configuration.toString())),
                directory.resolve("server.log"));
        return redis;
    }

    private List<String> settings(CacheWish wish) {
        var lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "dir " + directory,
                "save \"\"",
                "appendonly no",
                "set-proc-title no",
                "user plane on #" + sha256(ownPassword) + " ~* &* +@all",
                "user default on " + (wish.token() == null ? "nopass" : "#" + sha256(wish.token())) + " " + CUSTOMER));
        if (tls) {
            lines.addAll(List.of(
                    "port 0",
                    "tls-port " + port,
                    "tls-cert-file " + TestAuthority.ofThisJvm().writeCertificate(directory),
                    "tls-key-file " + TestAuthority.ofThisJvm().writeKey(directory),
                    "tls-ca-cert-file " + TestAuthority.ofThisJvm().writeBundle(directory),
                    "tls-auth-clients no",
                    // Else nodes tell clients of each other without their TLS ports.
                    "tls-cluster yes"));
        } else {
            lines.add("port " + port);
        }
        if (wish.cluster()) {
            lines.addAll(List.of(
                    "cluster-enabled yes",
                    "cluster-port " + busPort,
                    "cluster-announce-hostname localhost",
                    "cluster-preferred-endpoint-type hostname"));
        }
        return lines;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    int port() {
        return port;
    }

    int busPort() {
        return busPort;
    }

    String log() {
        try {
            return Files.readString(directory.resolve("server.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A client of the control plane's own, which may do everything; the caller closes it. */
    Jedis connect() {
        var settings = DefaultJedisClientConfig.builder()
                .user("plane")
                .password(ownPassword)
                .ssl(tls);
        if (tls) {
            settings.sslSocketFactory(TestAuthority.ofThisJvm().trusting().getSocketFactory());
        }
        return new Jedis("localhost", port, settings.build());
    }

    void stop() {
        process.end(Duration.ofSeconds(10));
    }
}
