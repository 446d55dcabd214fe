package dev.firedrill.postgres.integrity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which transactions share a row: for each number of such a group the place of its members, and at that place the members.
 * A server never gives away place 0, so that zeros were never written, or are lost.
 */
final class Multixacts {
    private static final int MEMBERS_OF_GROUP = 4;
    private static final int GROUP_BYTES = 20;

    private final SlruRange places;
    private final SlruItems offsets;
    private final SlruItems members;
    private final long membersOfPage;

    Multixacts(Path data, SlruRange offsets, SlruRange members) {
        this.places = offsets;
        this.offsets = new SlruItems(data, offsets);
        this.members = new SlruItems(data, members);
        this.membersOfPage = members.itemsOfPage();
    }

    /** What is lost of one that a row names; nothing of those that are older than the oldest that a row may name. */
    Optional<String> lost(long number) {
        if (number == 0 || !offsets.needs(number)) {
            return Optional.empty();
        }
        long place = place(number);
        if (place == 0) {
            return Optional.of("multixact " + number + ", of which pg_multixact/offsets has no members");
        }
        return firstMember(place) == 0
                ? Optional.of("multixact " + number + ", whose members in pg_multixact/members are zeros")
                : Optional.empty();
    }

    /** How many have no place, by file. A server that crashed may have left one or two, which no row names. */
    Map<String, Long> withoutPlace() {
        var lost = new TreeMap<String, Long>();
        offsets.forEach(number -> {
            if (number != 0 && place(number) == 0) {
                lost.merge(places.name(number / places.itemsOfPage()), 1L, Long::sum);
            }
        });
        return lost;
    }

    private long place(long number) {
        int at = (int) (number % places.itemsOfPage()) * Integer.BYTES;
        return Integer.toUnsignedLong(offsets.word(number, at));
    }

    /** Members lie in groups of four, behind the four bytes that tell what each of them did. */
    private int firstMember(long place) {
        int inPage = (int) (place % membersOfPage);
        int group = inPage / MEMBERS_OF_GROUP * GROUP_BYTES;
        return members.word(place, group + Integer.BYTES + inPage % MEMBERS_OF_GROUP * Integer.BYTES);
    }
}
