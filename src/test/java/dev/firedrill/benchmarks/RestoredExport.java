package dev.firedrill.benchmarks;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.kafka.KafkaInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An export, restored the way a run does it and compared with its inventory, in a JVM of its own with the heap of this one:
 * choosing the backup, formatting and starting a broker, loading, comparing, and ending the broker.
 */
public final class RestoredExport {
    private static final String DONE = "compared";

    private RestoredExport() {}

    /** Writes what that JVM reads. */
    static Path configuration(Path place, Path export, Path inventory) throws IOException {
        var yaml =
                """
                defaults: {workdir: '%s'}
                systems:
                  shop:
                    engine: kafka
                    backup: {type: export, directory: '%s'}
                    topics: [%s]
                    inventory: '%s'
                """
                        .formatted(place.resolve("work"), export, MillionRecords.TOPIC, inventory);
        return Files.writeString(place.resolve("firedrill.yaml"), yaml);
    }

    /** Runs that JVM to its end; what it says of its phases is added to the list. */
    static void run(Path configuration, List<String> phases) throws Exception {
        var line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Runtime.getRuntime().maxMemory(),
                "-cp",
                System.getProperty("java.class.path"),
                RestoredExport.class.getName(),
                configuration.toString());
        var process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.contains(DONE)) {
            throw new IllegalStateException("the restore in a JVM of its own failed: " + said);
        }
        phases.add(said.strip());
    }

    public static void main(String[] arguments) throws Exception {
        try (var restore = FiredrillRestore.of(ConfigurationReader.read(Path.of(arguments[0])))) {
            var events = (KafkaInstance) restore.restoration().instance().orElseThrow();
            double compared = Stopwatch.seconds(() -> events.assertThat().matchesItsInventory());
            System.out.printf(
                    Locale.ROOT,
                    "%s; restore %.3f: %s; comparison %.3f%n",
                    DONE,
                    restore.seconds(),
                    restore.phases(),
                    compared);
        }
    }
}
