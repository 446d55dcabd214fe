package dev.firedrill.config;

import java.time.LocalDate;

/**
 * A system that is not tested, by decision: reported as uncovered, never as passed.
 *
 * @param owner who answers for the decision
 * @param until the last day on which it holds
 */
public record OutOfScope(String name, String reason, String owner, LocalDate until) {}
