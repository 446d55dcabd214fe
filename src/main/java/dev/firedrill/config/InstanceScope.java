package dev.firedrill.config;

/** How long a restored instance serves. */
public enum InstanceScope {
    /** One restored instance for each check class. */
    CLASS,
    /** One for all check classes that ask for the same backup and target and only read. */
    RUN
}
