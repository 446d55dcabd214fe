package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether an inventory and a backup are of one instant: only then can they be compared.
 *
 * @param note both instants, as messages have them
 * @param proofs why they are, one for each file; fewer than files if it is not known
 */
public record SameInstant(String note, List<String> proofs, boolean isKnown) {
    private static final String REMEDY =
            "restore the backup of the inventory's instant: restores: {monthly: [inventory]} in firedrill.yaml, or @Restore(at = \"inventory\"); where there is none any more, record the inventory anew right after a backup.";

    /** @param states of the backup's files */
    public static SameInstant of(RedisInventory inventory, List<SavedState> states) {
        var origins = new ArrayList<>(inventory.origins());
        var proofs = new ArrayList<String>();
        for (var state : states) {
            var same = origins.stream()
                    .filter(origin -> state.proof(origin).isPresent())
                    .findFirst();
            same.ifPresent(origin -> {
                origins.remove(origin);
                proofs.add(state.proof(origin).orElseThrow());
            });
        }
        var note = "inventory of %s, restored state of %s"
                .formatted(
                        inventory.instant(),
                        states.isEmpty()
                                ? "an unknown time"
                                : states.stream().map(SavedState::toString).collect(Collectors.joining("; ")));
        return new SameInstant(note, proofs, origins.isEmpty() && proofs.size() == states.size() && !states.isEmpty());
    }

    /** Why they are of one instant, in words. */
    public String proof() {
        return isKnown ? String.join("; ", proofs) : "";
    }

    /** What stands in the way of a comparison; empty if nothing does. */
    Optional<Finding> obstacle() {
        return isKnown
                ? Optional.empty()
                : Optional.of(Finding.unknown("it cannot be told: it is not known that they are of one instant", null)
                        .hint(REMEDY)
                        .note(note));
    }
}
