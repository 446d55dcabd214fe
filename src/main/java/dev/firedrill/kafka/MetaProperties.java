package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What {@code meta.properties} of a log directory says: whose it is.
 *
 * @param cluster the id of the cluster
 * @param node the number of the broker in it
 */
record MetaProperties(String cluster, int node) {
    static final String FILE = "meta.properties";

    private static final String VERSION = "1";

    /** @throws BackupUnusable if there is none, or it says nothing of that; then this is no log directory of KRaft */
    static MetaProperties of(Path logDirectory) {
        var file = logDirectory.resolve(FILE);
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new BackupUnusable("%s is no log directory of Kafka: it has no %s".formatted(logDirectory, FILE), e);
        } catch (IOException | IllegalArgumentException e) {
            throw UnreadableFile.of(file, e instanceof IOException failed ? failed : new IOException(e));
        }
        var version = properties.getProperty("version", "none");
        var cluster = properties.getProperty("cluster.id", "");
        var node = properties.getProperty("node.id", "");
        if (!version.equals(VERSION) || cluster.isBlank() || !node.matches("\\d{1,9}")) {
            throw new BackupUnusable(
                    "%s: expecting version 1 with a cluster.id and a node.id, but found version [%s], cluster.id [%s], node.id [%s]"
                            .formatted(file, version, cluster, node));
        }
        return new MetaProperties(cluster, Integer.parseInt(node));
    }
}
