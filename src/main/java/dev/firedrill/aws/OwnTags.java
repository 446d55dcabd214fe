package dev.firedrill.aws;

import dev.firedrill.restore.RestoreOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags that all carries which is made here. What does not carry them is never changed. */
public final class OwnTags {
    /** What names begin with. */
    public static final String PREFIX = "firedrill-";

    public static final String OWNER = "firedrill:owner";
    public static final String RUN = "firedrill:run";
    public static final String EXPIRES = "firedrill:expires";
    public static final String SYSTEM = "firedrill:system";

    /** The value of {@link #OWNER}. */
    public static final String US = "firedrill";

    private OwnTags() {}

    /** Of what an order makes. */
    public static Map<String, String> of(RestoreOrder order, Duration life) {
        var tags = new LinkedHashMap<String, String>();
        tags.put(OWNER, US);
        tags.put(RUN, order.restorationId());
        tags.put(
                EXPIRES,
                Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS).toString());
        tags.put(SYSTEM, order.system().name());
        return tags;
    }

    /** Whether these are the tags of what that restoration made. */
    public static boolean areOf(String run, Map<String, String> tags) {
        return US.equals(tags.get(OWNER)) && run.equals(tags.get(RUN));
    }
}
