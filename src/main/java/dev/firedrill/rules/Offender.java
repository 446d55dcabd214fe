package dev.firedrill.rules;

import java.util.List;

/**
 * One offending row.
 *
 * @param key the values of its key, whole; null is NULL
 * @param sample as messages show it
 */
public record Offender(List<String> key, Sample sample) {}
