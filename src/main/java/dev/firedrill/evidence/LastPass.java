package dev.firedrill.evidence;

import java.time.Instant;

/**
 * When a rule last held.
 *
 * @param at when that restore began
 * @param value what was counted or measured then; NaN if it is not known
 */
public record LastPass(Instant at, double value) {}
