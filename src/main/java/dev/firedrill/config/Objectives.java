package dev.firedrill.config;

import java.time.Duration;

/**
 * Limits that checks assert.
 *
 * @param rto how long a restore may take, from select to the end of verify
 * @param rpo how much may be lost: the newest restored commit against as-of
 * @param backupAge how old the newest backup may be at as-of
 */
public record Objectives(Duration rto, Duration rpo, Duration backupAge) {}
