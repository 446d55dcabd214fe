package dev.firedrill.config;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs when.
 *
 * @param name the name of its file without {@code .yaml}
 * @param groups the tag expression of the checks that belong to it
 * @param schedule five cron fields: minute, hour, day of month, month, day of week
 * @param calendar the tag in focus by week of the month, 1 (days 1 to 7) to 5 (days 29 to 31); empty without focus
 * @param description what it proves, in a sentence; may be empty
 */
public record Suite(String name, String groups, String schedule, Map<Integer, String> calendar, String description) {
    public Suite {
        calendar = Collections.unmodifiableSortedMap(new TreeMap<>(calendar));
    }

    /**
     * The tag expression for a day: {@code monthly & database} where the calendar has a focus for its week, else the
     * whole suite.
     *
     * <p>So with a focus for weeks 1 to 4, days 29 to 31 run the whole suite: a fifth week has time to spare, and a run
     * that tests nothing would look like one that passed.
     */
    public String groupsOn(LocalDate day) {
        var focus = calendar.get((day.getDayOfMonth() - 1) / 7 + 1);
        if (focus == null) {
            return groups;
        }
        return (groups.matches("[^\\s&|!()]+") ? groups : "(" + groups + ")") + " & " + focus;
    }
}
