package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.GroupPosition;

/**
 * Where a group stood.
 *
 * @param record the digest of the record that it reads next; empty where it stood at the end
 */
public record GroupOffset(GroupPosition position, String record) {}
