package dev.firedrill.restore;

import java.time.Instant;

/**
 * What a rule found in an earlier run, whatever its verdict was.
 *
 * @param at when that restore began
 */
public record PastValue(Instant at, double value) {}
