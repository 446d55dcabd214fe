package dev.firedrill.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The log directories of the small shop, made once for all tests of a JVM: no test writes into them. */
public final class ShopLogs {
    private static ShopLogs made;

    private final Path cleanly;
    private final Path crashed;
    private final Instant madeAt;

    private ShopLogs(Path cleanly, Path crashed, Instant madeAt) {
        this.cleanly = cleanly;
        this.crashed = crashed;
        this.madeAt = madeAt;
    }

    /** Made when they are asked for first. */
    public static synchronized ShopLogs get() {
        if (made == null) {
            try {
                made = make();
            } catch (Exception e) {
                throw new IllegalStateException("the production of Kafka cannot be made", e);
            }
        }
        return made;
    }

    private static ShopLogs make() throws Exception {
        var place = Files.createDirectories(Path.of("target/test-kafka").toAbsolutePath());
        var home = Files.createTempDirectory(place, "shop");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        var production = ProductionKafka.start(home.resolve("production"));
        try (production) {
            ShopEvents.into(production, Instant.now());
        }
        var cleanly = home.resolve("cleanly");
        PlantedKafka.copy(production.data(), cleanly);
        try (var again = ProductionKafka.start(home.resolve("production"))) {
            try (var producer = again.producer(Map.of())) {
                for (int n = 0; n < 30; n++) {
                    producer.send(new ProducerRecord<>("orders", n % 3, null, ("late-" + n).getBytes()));
                    producer.flush();
                }
            }
            again.crash();
        }
        var crashed = home.resolve("crashed");
        PlantedKafka.copy(production.data(), crashed);
        return new ShopLogs(cleanly, crashed, Instant.now());
    }

    private static void delete(Path home) {
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // What is left lies under target.
            return;
        }
    }

    /** When both were there: tests that run later must not take them for old. */
    public Instant madeAt() {
        return madeAt;
    }

    /** Of a broker that was shut down. */
    public Path cleanly() {
        return cleanly;
    }

    /** Of a broker that was killed, as a snapshot of a volume shows it. */
    public Path crashed() {
        return crashed;
    }
}
