package dev.firedrill.aws.safety;

import java.util.List;

/** The tags that everything carries that Firedrill makes, and the beginning of its name. */
public final class OwnTags {
    /** Id of the run that made it. */
    public static final String RUN = "firedrill:run";
    /** Who owns it: the owner that the configuration names. */
    public static final String OWNER = "firedrill:owner";
    /** When it may be removed by anybody, in UTC: {@code 2026-12-01T06:00:00Z}. */
    public static final String EXPIRES = "firedrill:expires";
    /** The names of all things of ours begin so. */
    public static final String PREFIX = "firedrill-";

    static final List<String> KEYS = List.of(RUN, OWNER, EXPIRES);

    private OwnTags() {}
}
