package dev.firedrill.aws.safety;

import java.util.List;

/** The keys of the tags without which nothing is made: a sweep on another host knows by them what is ours. */
public final class RequiredTags {
    public static final String OWNER = "firedrill:owner";
    public static final String RUN = "firedrill:run";
    public static final String EXPIRES = "firedrill:expires";

    static final List<String> KEYS = List.of(OWNER, RUN, EXPIRES);

    private RequiredTags() {}
}
