package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.archive.ExportWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes topics into files. */
@Command(
        name = "export",
        description = {
            "Writes the topics of a Kafka into a directory: records with keys, values, headers and timestamps, the topics'",
            "configuration, and where groups stand, up to the ends that all partitions have now. Records of aborted and open",
            "transactions are left out. The source is only read; clients that may DESCRIBE and READ are enough.",
            "It is restored by backup: {type: export, directory: DIRECTORY}."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  firedrill export events --from kafka1:9092 --output /backup/events-$(date +%%F)",
            "  firedrill export events --from kafka1:9093 --command-config client.properties --output /backup/events-1"
        })
final class ExportTopics implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile config;

    @Parameters(paramLabel = "SYSTEM", description = "a system of engine kafka in the configuration")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "HOST:PORT",
            required = true,
            description = "a broker, or several: A:9092,B:9092")
    private String from;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "properties of Kafka's clients, as Kafka's own tools have them; mode 0600 if it has secrets")
    private Path commandConfig;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            required = true,
            description = "where to write it; must not be there yet")
    private Path output;

    @Override
    public Integer call() {
        var system = config.read().system(name, "firedrill export");
        if (!system.engine().equals("kafka")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "a system of engine [" + system.engine() + "] is not exported",
                    "name a system of engine kafka");
        }
        var begun = System.nanoTime();
        var clients = KafkaAddress.of(from, commandConfig);
        var description = new ExportWriter(clients, system.topics(), () -> {}).write(output);
        var out = spec.commandLine().getOut();
        out.printf(
                "Exported %s as of %s: %,d topics with %,d records, %,d offsets of groups, in %.1fs%n",
                name,
                description.at(),
                description.topics().size(),
                description.records(),
                description.groups().size(),
                (System.nanoTime() - begun) / 1e9);
        out.println("  into " + output.toAbsolutePath());
        return ExitCode.PASS;
    }
}
