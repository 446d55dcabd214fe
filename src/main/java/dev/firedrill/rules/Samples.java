package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import java.util.List;
import java.util.Locale;

/** How keys of offending rows are shown: as they are, as hashes (the first 12 hex digits of SHA-256), or not at all. */
public enum Samples {
    KEYS,
    HASHED,
    NONE;

    /**
     * The mode that the configuration names: {@code keys}, {@code hashed} or {@code none}.
     *
     * @throws ConfigurationMistake if it is none of these
     */
    public static Samples of(String place, String configured) {
        for (var mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(configured)) {
                return mode;
            }
        }
        throw new ConfigurationMistake(place, "samples: [" + configured + "] is unknown", "write keys, hashed or none");
    }

    List<String> show(List<Sample> samples) {
        return this == NONE ? List.of() : samples.stream().map(this::show).toList();
    }

    private String show(Sample sample) {
        var key = this == HASHED ? hash(sample.key()) : sample.key();
        if (sample.value().isEmpty()) {
            return key;
        }
        return key + " -> " + (this == HASHED ? hash(sample.value()) : sample.value());
    }

    private static String hash(String text) {
        return Digests.ofText(text).substring(0, 12);
    }
}
