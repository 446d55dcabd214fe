package dev.firedrill.postgres.debian;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link DebianCluster} is to be like:
 *
 * <pre>{@code
 * try (var cluster = DebianCluster.in(home).with(Trait.CHINOOK, Trait.EN_US).start()) { ... }
 * }</pre>
 */
public final class ClusterPlan {
    private final ClusterFiles files;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path binaries = Path.of(DebianPackages.POSTGRESQL_15);

    ClusterPlan(Path home) {
        this.files = new ClusterFiles(home.toAbsolutePath());
    }

    public ClusterPlan with(Trait... more) {
        traits.addAll(List.of(more));
        return this;
    }

    /** A line of postgresql.conf; outweighs what traits say. */
    public ClusterPlan setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** The archive command; without one the log is kept until {@link DebianCluster#archiveWith} gives one. */
    public ClusterPlan archiveCommand(String command) {
        return setting("archive_command", command);
    }

    /** Another PostgreSQL than Debian's 15, such as {@link DebianPackages#POSTGRESQL_17}. */
    public ClusterPlan binaries(String directory) {
        binaries = Path.of(directory);
        return this;
    }

    /** Makes the cluster and starts it; a second or two. */
    public DebianCluster start() {
        files.make();
        Command.of(Unprivileged.onThisHost().command(initdb())).runOrThrow("making a cluster");
        int port = freePort();
        files.configure(allSettings(port));
        var cluster = DebianCluster.start(files, binaries, port, database());
        try {
            fill(cluster);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private List<String> initdb() {
        var line = new ArrayList<>(List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + files.data(),
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync"));
        if (!traits.contains(Trait.EN_US)) {
            line.add("--locale=C");
        }
        if (!traits.contains(Trait.NO_CHECKSUMS)) {
            line.add("--data-checksums");
        }
        traits.forEach(trait -> line.addAll(trait.initdb()));
        return line;
    }

    private Map<String, String> allSettings(int port) {
        var all = new LinkedHashMap<>(Map.of(
                "port", Integer.toString(port),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", files.sockets().toString(),
                "archive_mode", "on",
                "fsync", "off",
                "log_timezone", "UTC",
                "timezone", "UTC"));
        traits.forEach(trait -> all.putAll(trait.settings()));
        all.putAll(settings);
        return all;
    }

    private String database() {
        return traits.contains(Trait.CHINOOK) ? "chinook" : "postgres";
    }

    private void fill(DebianCluster cluster) {
        if (traits.contains(Trait.CHINOOK)) {
            cluster.psql("postgres", SharedFiles.file(SharedFiles.CHINOOK));
        }
        if (traits.contains(Trait.TABLESPACE)) {
            cluster.sql("create tablespace fast location '" + files.tablespace() + "'");
        }
        for (var trait : traits) {
            trait.statements().forEach(cluster::sql);
        }
        cluster.sql("create table commits (id int generated always as identity primary key, note text not null)");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }
}
