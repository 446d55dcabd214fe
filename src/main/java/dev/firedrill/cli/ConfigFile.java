package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.process.ShellWord;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every command takes: the configuration that it works with, and properties as Maven would be given them. */
final class ConfigFile {
    private static final String USUAL = "firedrill.yaml";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = USUAL,
            description = "the configuration (default: ${DEFAULT-VALUE})")
    private Path file;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "a property, such as firedrill.binaries=DIR")
    private Map<String, String> properties = Map.of();

    Path file() {
        return file;
    }

    /** @throws ConfigurationMistake if it is missing or has a mistake in it */
    Configuration read() {
        properties.forEach(ConfigFile::set);
        return ConfigurationReader.read(file);
    }

    /** All that was given with -D, for Maven. */
    Map<String, String> properties() {
        return properties;
    }

    /** The configuration; properties are Maven's to understand. */
    Configuration readForRun() {
        return ConfigurationReader.read(file);
    }

    /** A command for a person to type, such as {@code ./firedrill sweep --kept shop}. */
    String command(String arguments) {
        var config = file.equals(Path.of(USUAL)) ? "" : " --config " + ShellWord.of(file.toString());
        return System.getProperty("firedrill.command", "firedrill") + " " + arguments + config;
    }

    private static void set(String key, String value) {
        if (!key.startsWith("firedrill.")) {
            throw new ConfigurationMistake(
                    "-D" + key, "no command but run knows this property", "write -Dfiredrill.NAME=VALUE");
        }
        System.setProperty(key, value);
    }
}
