package dev.firedrill.benchmarks;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.sample.Sample;
import dev.firedrill.sample.SampleShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample shop in the size that is wanted, and a firedrill.yaml that calls its base backups the user's own. */
final class BenchmarkShop {
    /** What a restore must answer before it counts as done; both sides are asked this. */
    static final String FIRST_QUERY = "select 1 from orders limit 1";

    private final Path place;
    private final Sample sample;

    private BenchmarkShop(Path place, Sample sample) {
        this.place = place;
        this.sample = sample;
    }

    /** The shop that the scripts describe by {@code benchmark.place} and {@code benchmark.rows}; made if it is missing. */
    static BenchmarkShop wanted() {
        var place = Path.of(System.getProperty("benchmark.place", "target/benchmark"))
                .toAbsolutePath();
        int rows = Integer.getInteger("benchmark.rows", 200_000);
        var sample = new SampleShop(place.resolve("sample-" + rows), rows, place.resolve(".firedrill")).sample();
        return new BenchmarkShop(place, sample);
    }

    /** Makes the shop and nothing else, so that its making does not stand beside a measurement. */
    public static void main(String[] arguments) {
        System.out.println(wanted().sample.directory());
    }

    Path place() {
        return place;
    }

    Sample sample() {
        return sample;
    }

    /** @param more further lines of the system, such as {@code instances: run} */
    Path configurationFile(String... more) throws IOException {
        var yaml =
                """
                systems:
                  shop:
                    engine: postgresql
                    database: shop
                    backup: {type: base-backup, directory: "%s", wal: "%s"}
                    verify: ["%s"]
                """
                        .formatted(sample.backups(""), sample.wal(""), FIRST_QUERY);
        var file = place.resolve("firedrill.yaml");
        var lines = new StringBuilder(yaml);
        for (var line : more) {
            lines.append("    ").append(line).append('\n');
        }
        return Files.writeString(file, lines);
    }

    Configuration configuration() throws IOException {
        return ConfigurationReader.read(configurationFile());
    }

    static ProtectedSystem system(Configuration configuration) {
        return configuration.system("shop", "benchmark");
    }
}
