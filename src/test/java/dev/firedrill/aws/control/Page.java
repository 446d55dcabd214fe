package dev.firedrill.aws.control;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param marker where the next one begins; null if this is the last
 */
record Page<T>(List<T> items, String marker) {
    private static final int FEWEST = 20;
    private static final int MOST = 100;

    /**
     * Cuts it out.
     *
     * @param longest the control plane's own limit
     * @param asked MaxRecords of the request; null if it has none
     * @param from Marker of the request; null for the first page
     */
    static <T> Page<T> of(List<T> all, int longest, Integer asked, String from) {
        if (asked != null && (asked < FEWEST || asked > MOST)) {
            throw ServiceError.invalid("Invalid value " + asked + " for MaxRecords. Must be between 20 and 100");
        }
        int start = start(from);
        int size = asked == null ? longest : Math.min(asked, longest);
        int end = Math.min(all.size(), start + size);
        return new Page<>(List.copyOf(all.subList(Math.min(start, end), end)), end < all.size() ? "page-" + end : null);
    }

    private static int start(String marker) {
        if (marker == null || marker.isEmpty()) {
            return 0;
        }
        if (!marker.matches("page-\\d{1,9}")) {
            throw ServiceError.invalid("Invalid value for Marker: " + marker);
        }
        return Integer.parseInt(marker.substring("page-".length()));
    }
}
