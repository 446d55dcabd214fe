package dev.firedrill.aws.s3;

import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Inconclusive;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * From one page of a listing to the next. A page that does not say how to go on would end the listing too early, and one
 * that says what was said before would never let it end.
 */
final class PageTurns {
    private final S3Place place;
    private final Set<Turn> turned = new HashSet<>();

    PageTurns(S3Place place) {
        this.place = place;
    }

    /**
     * Where the next page begins.
     *
     * @param key a marker or a token
     * @param version a marker; null if there is none, empty where versions are not listed
     */
    record Turn(String key, String version) {}

    /**
     * Empty if that page was the last.
     *
     * @param key null if the page has none
     * @param version null if the page has none, as those of an imitation that begins each page with another key
     * @throws Inconclusive if it cannot be told, or if that page was asked for before
     */
    Optional<Turn> next(Boolean truncated, String key, String version) {
        if (truncated == null) {
            throw odd("one that does not say whether it is the last");
        }
        if (!truncated) {
            return Optional.empty();
        }
        if (key == null || key.isEmpty()) {
            throw odd("one that is not the last, and does not say where the next one begins");
        }
        var turn = new Turn(key, version);
        if (!turned.add(turn)) {
            throw odd("one that leads back to a page that was there before");
        }
        return Optional.of(turn);
    }

    private Inconclusive odd(String found) {
        return new Inconclusive(
                "cannot list " + place.location()
                        + ": expecting pages that lead from one to the next until the last, found " + found + ", after "
                        + Numbers.text(turned.size(), "turn")
                        + "\n  Remedy: look at what stands between this host and S3, or at the imitation of S3 under endpoint:");
    }
}
