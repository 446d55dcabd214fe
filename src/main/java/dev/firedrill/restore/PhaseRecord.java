package dev.firedrill.restore;

import java.time.Duration;

/**
 * One phase that was gone through.
 *
 * @param outcome {@code ok}, or the first line of what went wrong in it
 */
public record PhaseRecord(Phase phase, Duration elapsed, String outcome) {}
