package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * What a user may give with {@code -D}.
 *
 * @param source gives a parameter's value, or the empty text
 */
record RunParameters(UnaryOperator<String> source) {
    static final String CONFIG = "firedrill.config";
    static final String GROUPS = "groups";
    static final String KEEP = "firedrill.keep";
    static final String SEED = "firedrill.seed";
    /** How {@code firedrill run} calls the run that it starts. */
    static final String INVOCATION = "firedrill.invocation";

    static final String INSTANCES = "firedrill.instances.max";

    /** The system properties of this JVM. */
    static RunParameters ofThisJvm() {
        return new RunParameters(name -> System.getProperty(name, ""));
    }

    /**
     * Sees that each can be understood.
     *
     * @throws ConfigurationMistake if one cannot
     */
    void validate() {
        seed();
        instances();
        keep();
    }

    /** @throws ConfigurationMistake if the configuration is wrong */
    Configuration configuration() {
        return ConfigurationReader.read(Path.of(or(CONFIG, "firedrill.yaml")));
    }

    String groups() {
        return source.apply(GROUPS);
    }

    long seed() {
        return number(SEED, ThreadLocalRandom.current().nextInt(1_000_000));
    }

    int instances() {
        return (int) number(INSTANCES, 4);
    }

    KeepPolicy keep() {
        return KeepPolicy.of(or(KEEP, "never"));
    }

    String value(String name) {
        return source.apply(name);
    }

    private long number(String name, long otherwise) {
        var text = or(name, Long.toString(otherwise));
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new ConfigurationMistake(
                    "-D" + name, "[" + text + "] is not a whole number", "write a number, such as " + otherwise);
        }
    }

    private String or(String name, String otherwise) {
        var value = source.apply(name);
        return value.isEmpty() ? otherwise : value;
    }
}
