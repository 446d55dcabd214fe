package dev.firedrill.restore;

import java.util.Locale;

/** The parts of a restoration, in order. RTO runs from the start of SELECT to the end of VERIFY. */
public enum Phase {
    SELECT,
    PROVISION,
    RECOVER,
    READY,
    VERIFY,
    DISCARD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
