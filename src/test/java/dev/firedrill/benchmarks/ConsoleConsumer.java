package dev.firedrill.benchmarks;

import dev.firedrill.kafka.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Kafka's own kafka-console-consumer, as its script starts it: a JVM of its own with 512 MB of heap, what it prints to
 * nowhere.
 *
 * @param settings holds the login
 */
record ConsoleConsumer(String bootstrap, Path settings, int records) {
    /** Its usual form: values alone. */
    static final List<String> VALUES = List.of();
    /** What a user asks for who wants to see all of a record. */
    static final List<String> EVERYTHING = List.of(
            "--formatter-property", "print.key=true",
            "--formatter-property", "print.headers=true",
            "--formatter-property", "print.timestamp=true",
            "--formatter-property", "print.partition=true",
            "--formatter-property", "print.offset=true");

    private static final String CLASS_PATH = System.getProperty("benchmark.console-consumer", "");

    /** Whether the class path of the tool is known. */
    static boolean isAtHand() {
        return !CLASS_PATH.isBlank();
    }

    static ConsoleConsumer of(KafkaServer server, Path directory, int records) throws IOException {
        var settings = directory.resolve("console-consumer.properties");
        Files.createFile(settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                settings,
                server.owner().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("bootstrap.servers"))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n")));
        return new ConsoleConsumer(server.bootstrap(), settings, records);
    }

    /** From the start of its JVM to its end. */
    void consume(List<String> form) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512M",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-XX:MaxInlineLevel=15",
                "-Djava.awt.headless=true",
                "-cp",
                CLASS_PATH,
                "org.apache.kafka.tools.consumer.ConsoleConsumer"));
        line.addAll(List.of("--bootstrap-server", bootstrap, "--command-config", settings.toString()));
        line.addAll(List.of("--topic", MillionRecords.TOPIC, "--from-beginning"));
        line.addAll(List.of("--max-messages", Integer.toString(records), "--timeout-ms", "60000"));
        line.addAll(form);
        var said = settings.resolveSibling("console-consumer.log");
        var process = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        if (process.waitFor() != 0 || !Files.readString(said).contains("Processed a total of " + records)) {
            throw new IllegalStateException("kafka-console-consumer: " + Files.readString(said));
        }
    }
}
