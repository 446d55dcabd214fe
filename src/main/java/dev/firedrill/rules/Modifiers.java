package dev.firedrill.rules;

import java.util.Optional;

/** Collects the modifiers of one chain of calls, until a verb takes them. */
final class Modifiers {
    private String because = "";
    private Long atMost;
    private Long warnAbove;

    void because(String reason) {
        because = reason;
    }

    void atMost(long offences) {
        atMost = offences;
    }

    void warnAbove(long offences) {
        warnAbove = offences;
    }

    Terms take() {
        try {
            return new Terms(because, bounds());
        } finally {
            because = "";
            atMost = null;
            warnAbove = null;
        }
    }

    private Optional<Bounds> bounds() {
        if (atMost == null && warnAbove == null) {
            return Optional.empty();
        }
        long most = atMost == null ? 0 : atMost;
        return Optional.of(new Bounds(most, warnAbove == null ? most : warnAbove));
    }
}
