package dev.firedrill.cli.init;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes firedrill.yaml, but nothing that Firedrill could not read again, and over nothing that is there. */
public final class ConfigurationWriter {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path file;
    private final boolean force;

    /** @param force whether an existing file is replaced; a copy of it is kept beside it */
    public ConfigurationWriter(Path file, boolean force) {
        this.file = file;
        this.force = force;
    }

    /** @throws ConfigurationMistake if there is a file already that may not be replaced */
    public void requireRoom() {
        if (Files.exists(file) && !force) {
            throw new ConfigurationMistake(
                    file.toString(),
                    "is there already, and is not overwritten",
                    "add your system to it by hand, give --force (a copy is kept), or another --config FILE");
        }
    }

    /**
     * Writes the file.
     *
     * @param acceptance throws what else speaks against the configuration; then all is as it was before
     * @return the copy of the file that was replaced, if there was one
     * @throws ConfigurationMistake if what was written has a mistake in it; then all is as it was before
     */
    public Optional<Path> write(List<FoundSystem> systems, Consumer<Configuration> acceptance) {
        requireRoom();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var old = setAside();
            Files.writeString(file, text(systems), StandardOpenOption.CREATE_NEW);
            try {
                acceptance.accept(ConfigurationReader.read(file));
            } catch (RuntimeException e) {
                takeBack(old);
                throw e;
            }
            return old;
        } catch (IOException e) {
            throw new Inconclusive("cannot write " + file + ": " + e, e);
        }
    }

    private void takeBack(Optional<Path> old) throws IOException {
        Files.delete(file);
        if (old.isPresent()) {
            Files.move(old.get(), file);
        }
    }

    /** What is written. */
    public static String text(List<FoundSystem> systems) {
        return ConfigurationText.of(systems);
    }

    private Optional<Path> setAside() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var stamp = STAMP.format(LocalDateTime.now(ZoneOffset.UTC));
        var copy = file.resolveSibling(file.getFileName() + "." + stamp);
        for (int number = 2; Files.exists(copy); number++) {
            copy = file.resolveSibling(file.getFileName() + "." + stamp + "-" + number);
        }
        return Optional.of(Files.move(file, copy));
    }
}
