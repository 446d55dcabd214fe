package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.View;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/** Where a Kafka is, and how clients log in: a properties file, as Kafka's own tools have it. */
final class KafkaAddress {
    private static final String OPTION = "--command-config";
    private static final Pattern SERVERS = Pattern.compile("[^\\s:/,]+:\\d{1,5}(,[^\\s:/,]+:\\d{1,5})*");
    private static final Pattern SECRET = Pattern.compile(".*(password|jaas\\.config|secret|ssl\\.keystore\\.key).*");

    private KafkaAddress() {}

    /**
     * @param servers {@code HOST:PORT}, several with commas between them
     * @param settings null where none were given
     * @throws ConfigurationMistake if one makes no sense, or others may read a file with secrets
     */
    static KafkaClients of(String servers, Path settings) {
        if (!SERVERS.matcher(servers).matches()) {
            throw new ConfigurationMistake(
                    "--from", "it is no address of a Kafka", "write HOST:PORT, such as kafka1:9092,kafka2:9092");
        }
        return usable(new KafkaClients(servers, settings == null ? Map.of() : read(settings)));
    }

    /** Clients are made, and say what they cannot begin with: a host without an address, a setting that makes no sense. */
    private static KafkaClients usable(KafkaClients clients) {
        try (var admin = clients.admin();
                var consumer = clients.consumer(View.ALL)) {
            return clients;
        } catch (KafkaException e) {
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw new ConfigurationMistake(
                    "--from / " + OPTION,
                    "no client can be made with them: " + first.getMessage(),
                    "see that the address is one of a Kafka, and that kafka-console-consumer takes the properties");
        }
    }

    private static Map<String, Object> read(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationMistake(
                    OPTION,
                    file + " cannot be read: " + e.getClass().getSimpleName(),
                    "name a properties file, as kafka-console-consumer has it");
        }
        var settings = new TreeMap<String, Object>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        if (settings.keySet().stream().anyMatch(KafkaAddress::isSecret) && othersMayRead(file)) {
            throw new ConfigurationMistake(
                    OPTION, file + " has secrets in it, and others than its owner may read it", "chmod 600 " + file);
        }
        return settings;
    }

    private static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean othersMayRead(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(permission -> permission != PosixFilePermission.OWNER_READ
                            && permission != PosixFilePermission.OWNER_WRITE
                            && permission != PosixFilePermission.OWNER_EXECUTE);
        } catch (IOException e) {
            throw new ConfigurationMistake(OPTION, file + " cannot be looked at: " + e, "name another file");
        }
    }
}
