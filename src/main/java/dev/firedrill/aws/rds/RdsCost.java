package dev.firedrill.aws.rds;

import dev.firedrill.aws.Prices;
import dev.firedrill.verdict.Inconclusive;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one restored instance costs at most: if it lives until its end is reached.
 *
 * @param dollars empty if its class has no known price
 */
record RdsCost(String instanceClass, Optional<BigDecimal> dollars, RdsPlace place) {

    static RdsCost of(String instanceClass, int gigabytes, RdsPlace place) {
        return new RdsCost(instanceClass, Prices.installed().of(instanceClass, gigabytes, place.life()), place);
    }

    /** @throws Inconclusive if it may cost more than it is allowed to, or that cannot be told */
    void require() {
        place.maxCost().ifPresent(most -> {
            if (dollars.isEmpty() || dollars.get().compareTo(most) > 0) {
                throw new Inconclusive(
                        "expecting one restore to cost no more than $%s, but it may cost %s; nothing was restored"
                                        .formatted(most, this)
                                + "\n  Remedy: raise maxCost, or lower maxHours or class under place:");
            }
        });
    }

    @Override
    public String toString() {
        return dollars.map(cost -> "up to $" + cost).orElse("an unknown sum") + " (" + instanceClass + ", "
                + place.life().toHours() + " h, " + Prices.OF + ")";
    }
}
