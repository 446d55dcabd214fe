package dev.firedrill.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that was probably meant. */
final class NearestKey {
    private NearestKey() {}

    /** The known key with the fewest edits to the written one, if at most a third of its letters differ. */
    static Optional<String> to(String written, Collection<String> known) {
        return known.stream()
                .filter(key -> edits(written, key) <= Math.max(1, Math.max(written.length(), key.length()) / 3))
                .min(Comparator.comparingInt((String key) -> edits(written, key))
                        .thenComparing(key -> key));
    }

    /** Optimal string alignment: inserting, deleting, replacing and swapping neighbours cost one each; case is free. */
    private static int edits(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
