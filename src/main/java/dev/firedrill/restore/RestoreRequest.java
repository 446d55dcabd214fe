package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a check asks for, before it is resolved to a backup and a target.
 *
 * @param system name of a system in firedrill.yaml
 * @param at the recovery target as text; empty means latest
 * @param copy the copy to restore from; empty means the system's own backups
 * @param random a period such as {@code 30d}: draw one backup out of it; empty means the newest that serves the target
 * @param writable whether the check writes: then the instance is its own and nobody else sees it
 * @param depth how deep the restored backup is looked into; empty means as deep as the system says
 * @param asker who asks, for messages: the check class
 */
public record RestoreRequest(
        String system, String at, String copy, String random, boolean writable, Optional<Depth> depth, String asker) {

    /** As deep as the system says. */
    public RestoreRequest(String system, String at, String copy, String random, boolean writable, String asker) {
        this(system, at, copy, random, writable, Optional.empty(), asker);
    }

    /** What an entry of {@code restores:} asks for. */
    public static RestoreRequest of(ProtectedSystem system, ListedRestore restore) {
        return new RestoreRequest(
                system.name(), restore.at(), restore.copy(), restore.random(), false, restore.depth(), restore.place());
    }

    /** In a few words, for screens: {@code latest}, {@code 1h ago}, {@code copy dr}, {@code latest, depth pages}. */
    public String describe() {
        var parts = Stream.of(copy.isEmpty() ? "" : "copy " + copy, random.isEmpty() ? "" : "random " + random, at)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return (parts.isEmpty() ? "latest" : parts)
                + depth.map(asked -> ", depth " + asked).orElse("");
    }

    /** The recovery target, relative times counted from as-of.
     *
     * @param inventory where the system's inventory was recorded, if that is asked for
     * @throws ConfigurationMistake if it cannot be understood
     */
    RecoveryTarget target(Instant asOf, Supplier<RecoveryTarget> inventory) {
        if (asksForInventory()) {
            return inventory.get();
        }
        try {
            return RecoveryTarget.parse(at, asOf);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(asker, "at = \"" + at + "\": " + e.getMessage(), "write one of these");
        }
    }

    /** Whether the instant of the system's inventory is asked for. */
    public boolean asksForInventory() {
        return at.strip().equals(RecoveryTarget.INVENTORY);
    }

    /** The period that a backup is drawn from.
     *
     * @throws ConfigurationMistake if it cannot be understood
     */
    Duration period() {
        try {
            return RecoveryTarget.duration(random);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(
                    asker, "random = \"" + random + "\": " + e.getMessage(), "write random = \"30d\"");
        }
    }

    /**
     * Sees that target and period can be understood.
     *
     * @throws ConfigurationMistake if not
     */
    public void validate() {
        target(Instant.EPOCH, RecoveryTarget.Latest::new);
        if (!random.isEmpty()) {
            period();
        }
    }
}
