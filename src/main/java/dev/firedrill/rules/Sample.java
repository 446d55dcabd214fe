package dev.firedrill.rules;

/**
 * One offending row.
 *
 * @param key its primary key, as text
 * @param value what offends; empty where the key says it all
 */
public record Sample(String key, String value) {}
