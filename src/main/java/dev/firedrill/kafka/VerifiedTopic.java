package dev.firedrill.kafka;

import dev.firedrill.config.ConfigurationMistake;
import java.util.regex.Pattern;

/** An entry of {@code verify:} for Kafka: {@code topic orders}, which must be there and hold a record. */
record VerifiedTopic(String name) {
    private static final Pattern ENTRY = Pattern.compile("topic\\s+([a-zA-Z0-9._-]{1,249})");

    /** @throws ConfigurationMistake if it says something else */
    static VerifiedTopic parse(String entry, String place) {
        var found = ENTRY.matcher(entry.strip());
        if (!found.matches()) {
            throw new ConfigurationMistake(
                    place,
                    "verify: has [" + entry + "], which means nothing to Kafka",
                    "write [topic orders]: the topic must be there and hold a record");
        }
        return new VerifiedTopic(found.group(1));
    }
}
