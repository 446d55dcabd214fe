package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What {@code meta.properties} of a log directory says: whose it is.
 *
 * @param cluster the id of the cluster
 * @param node the number of the broker in it
 */
record MetaProperties(String cluster, int node) {
    static final String FILE = "meta.properties";

    private static final String VERSION = "1";
    private static final String ZOOKEEPER = "0";

    /**
     * Reads it.
     *
     * @throws BackupUnusable if there is none, or it says nothing of that; then this is no log directory
     * @throws Inconclusive if no broker of this version can start over it
     */
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
        if (version.equals(ZOOKEEPER)) {
            throw new Inconclusive(logDirectory + " is of a broker that worked with ZooKeeper, which Kafka "
                    + AppInfoParser.getVersion() + " cannot start"
                    + "\n  Remedy: back up the records themselves, such as by the S3 sink connector");
        }
        if (!version.equals(VERSION) || cluster.isBlank() || !node.matches("\\d{1,9}")) {
            throw new BackupUnusable(
                    "%s: expecting version 1 with a cluster.id and a node.id, but found version [%s], cluster.id [%s], node.id [%s]"
                            .formatted(file, version, cluster, node));
        }
        return new MetaProperties(cluster, Integer.parseInt(node));
    }
}
