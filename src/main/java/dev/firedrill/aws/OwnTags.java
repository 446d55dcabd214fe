package dev.firedrill.aws;

import dev.firedrill.aws.safety.RequiredTags;
import dev.firedrill.restore.RestoreOrder;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tags that all carries which is made here. What does not carry them is never changed. */
public final class OwnTags {
    /** What names begin with. */
    public static final String PREFIX = "firedrill-";

    public static final String OWNER = RequiredTags.OWNER;
    public static final String RUN = RequiredTags.RUN;
    public static final String EXPIRES = RequiredTags.EXPIRES;
    public static final String SYSTEM = "firedrill:system";

    /** The value of {@link #OWNER}. */
    public static final String US = "firedrill";

    private static final char SEPARATOR = '.';
    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnTags() {}

    /** A name of a restoration that no other host can have made, too. */
    public static String run(RestoreOrder order) {
        return order.restorationId() + SEPARATOR + "%016x".formatted(RANDOM.nextLong());
    }

    /** The restoration that a run's name begins with. */
    public static String restoration(String run) {
        int end = run.indexOf(SEPARATOR);
        return end < 0 ? run : run.substring(0, end);
    }

    /**
     * Of what an order makes.
     *
     * @param run as {@link #run} made it
     * @param end from when on a sweep may remove it
     */
    public static Map<String, String> of(RestoreOrder order, String run, Instant end) {
        var tags = new LinkedHashMap<String, String>();
        tags.put(OWNER, US);
        tags.put(RUN, run);
        tags.put(EXPIRES, end.truncatedTo(ChronoUnit.SECONDS).toString());
        tags.put(SYSTEM, order.system().name());
        return tags;
    }

    /** The run that they name, if they are ours and say that their time is over. */
    public static Optional<String> ofExpired(Map<String, String> tags, Instant now) {
        try {
            boolean over = US.equals(tags.get(OWNER))
                    && tags.containsKey(EXPIRES)
                    && Instant.parse(tags.get(EXPIRES)).isBefore(now);
            return over ? Optional.ofNullable(tags.get(RUN)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether these are the tags of what that restoration made. */
    public static boolean areOf(String run, Map<String, String> tags) {
        return US.equals(tags.get(OWNER)) && run.equals(tags.get(RUN));
    }
}
