package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** A firedrill.yaml in a directory of its own, read on 2026-11-22 with a given environment. */
record ConfigurationFile(Path path, Map<String, String> environment) {
    static ConfigurationFile of(Path directory, String yaml) {
        var path = directory.resolve("firedrill.yaml");
        try {
            Files.writeString(path, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigurationFile(path, Map.of());
    }

    ConfigurationFile with(Map<String, String> variables) {
        return new ConfigurationFile(path, variables);
    }

    Configuration read() {
        return new ConfigurationReader(environment::get, LocalDate.of(2026, 11, 22)).readFile(path);
    }

    /** The whole message must be this, with the directory left out of paths. */
    void isRefusedWith(String message) {
        var mistake = catchThrowableOfType(ConfigurationMistake.class, this::read);
        assertThat(mistake).as("refused").isNotNull();
        assertThat(mistake.getMessage().replace(path.getParent() + "/", "")).isEqualTo(message);
        assertThat(mistake.getStackTrace()).isEmpty();
    }
}
