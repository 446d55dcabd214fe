package dev.firedrill.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A user's mistake, said in one message that names place, value and remedy. It carries no stack trace. */
public final class ConfigurationMistake extends RuntimeException {
    /**
     * @param place file, line and key, or the annotation and its class
     * @param problem what is wrong, with the value that was found
     * @param remedy what to do about it
     */
    public ConfigurationMistake(String place, String problem, String remedy) {
        this(place + ": " + problem + "\n  Remedy: " + remedy);
    }

    private ConfigurationMistake(String message) {
        super(message, null, false, false);
    }

    /** Throws nothing, the one mistake, or one that says all of them. */
    static void throwAll(Path file, List<ConfigurationMistake> mistakes) {
        if (mistakes.size() == 1) {
            throw mistakes.get(0);
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistake(mistakes.stream()
                    .map(Throwable::getMessage)
                    .collect(Collectors.joining("\n", mistakes.size() + " mistakes in " + file + "\n", "")));
        }
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
