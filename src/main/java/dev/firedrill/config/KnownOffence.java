package dev.firedrill.config;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A rule that is known to be broken: the offenders that its file lists are tolerated for a while, and no others.
 *
 * @param place file and line of its entry, for messages
 * @param rule the id of the rule
 * @param keys the file that lists the keys of the known offenders
 * @param owner who answers for it
 * @param until the last day on which it holds; days are those of UTC
 * @param why the reason, or the ticket that tells it
 */
public record KnownOffence(String place, String rule, Path keys, String owner, LocalDate until, String why) {
    /** Whether its last day is over, by the clock on the wall and not by the moment that is restored. */
    public boolean isOver(LocalDate today) {
        return today.isAfter(until);
    }
}
