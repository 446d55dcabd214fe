package dev.firedrill.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small shop for the project's own tests, made once and kept under target/. */
public final class PracticeShop {
    private static final Path STATE = Path.of("target", "test-state").toAbsolutePath();

    private PracticeShop() {}

    public static Sample sample() {
        return new SampleShop(Path.of("target", "practice-shop"), 5_000, STATE).sample();
    }

    /** A configuration in which system {@code shop} has the practice shop's backups and copy; {@code more} is indented YAML. */
    public static Path configuration(Path directory, String more) throws IOException {
        var sample = sample();
        var yaml =
                """
                defaults: {workdir: ./w}
                systems:
                  shop:
                    engine: postgresql
                    database: shop
                    asOf: %s
                    backup: {type: base-backup, directory: %s, wal: %s}
                    copies: {dr: {directory: %s, wal: %s}}
                """
                        .formatted(
                                sample.facts().asOf(),
                                sample.backups(""),
                                sample.wal(""),
                                sample.backups("dr"),
                                sample.wal("dr"));
        System.setProperty("firedrill.binaries", STATE.resolve("binaries").toString());
        return Files.writeString(directory.resolve("firedrill.yaml"), yaml + more);
    }
}
