package dev.firedrill.aws.moto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Names that no name server knows, for a JVM that is started with {@link #option}: the host names of moto's RDS instances,
 * which lead to a real PostgreSQL of this host. That JVM knows no other names, so {@code localhost} is among them from the
 * beginning; it reads the file at each look-up, so names can be added while it runs. An instance's port is the one that was
 * asked for when it was made, and that of a restored one its source's: the real server's own.
 *
 * <p>There are no patterns in such a file: a name is added when it is known, so before it is looked up for the first time,
 * since a JVM keeps for ten seconds that there was none.
 */
final class HostNames {
    private final Path file;

    private HostNames(Path file) {
        this.file = file;
    }

    /** Those that are in that directory already. */
    static HostNames of(Path directory) {
        return new HostNames(directory.resolve("hosts"));
    }

    /** Writes the file, with {@code localhost} alone. */
    static HostNames in(Path directory) throws IOException {
        var names = of(directory);
        Files.deleteIfExists(names.file);
        names.add("localhost");
        return names;
    }

    /** Leads a name to this host. */
    void add(String name) throws IOException {
        Files.write(file, List.of("127.0.0.1 " + name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What a JVM is started with, to know these names and no others. */
    String option() {
        return "-Djdk.net.hosts.file=" + file;
    }

    /** As moto calls the host of an instance. */
    static String ofInstance(String name, String region) {
        return name + ".aaaaaaaaaa." + region + ".rds.amazonaws.com";
    }
}
