package dev.firedrill.matrix;

/**
 * What was said of one planted backup.
 *
 * @param found by Firedrill
 * @param message its message, without what differs from run to run
 * @param foreign by the tools that people use today
 */
record Observation(Found found, String message, ForeignSays foreign) {}
