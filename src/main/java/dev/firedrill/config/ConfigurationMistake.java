package dev.firedrill.config;

/** A user's mistake, said in one message that names place, value and remedy. It carries no stack trace. */
public final class ConfigurationMistake extends RuntimeException {
    /**
     * @param place file, line and key, or the annotation and its class
     * @param problem what is wrong, with the value that was found
     * @param remedy what to do about it
     */
    public ConfigurationMistake(String place, String problem, String remedy) {
        super(place + ": " + problem + "\n  Remedy: " + remedy, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
