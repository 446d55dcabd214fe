package dev.firedrill.aws.safety;

/** What of an account this run, or an earlier one whose time is over, has made. Nothing else may ever be changed. */
@FunctionalInterface
public interface Ownership {
    /** Owns nothing: enough for all that only reads. */
    Ownership NOTHING = (service, identifier) -> false;

    /**
     * Whether something is ours.
     *
     * @param service as the SDK signs for it, such as {@code rds}
     * @param identifier its name or ARN, as the request has it
     */
    boolean owns(String service, String identifier);
}
