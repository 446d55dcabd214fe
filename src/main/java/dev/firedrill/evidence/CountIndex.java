package dev.firedrill.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What earlier restores counted.
 *
 * <p>Restores that found their data broken do not count: what was lost would become what is usual. Nor does a state that
 * came back twice: ten restores of one backup are no history.
 */
record CountIndex(List<Map<String, Object>> restorations) {
    /** Objectives say nothing of the data. */
    private static final Set<String> OBJECTIVES = Set.of("rto", "rpo", "backup-age");

    static CountIndex of(List<Link> links) {
        return new CountIndex(links.stream()
                .filter(link -> link.kind().equals(Link.RESTORATION))
                .map(Link::content)
                .filter(CountIndex::isSound)
                .toList());
    }

    /** The newest counts, at most so many, the oldest first. */
    List<Long> find(String system, String requested, List<String> ruleIds, Optional<LocalDate> since, int most) {
        var counts = new ArrayList<Long>();
        var states = new HashSet<List<Object>>();
        for (int i = restorations.size() - 1; i >= 0 && counts.size() < most; i--) {
            var content = restorations.get(i);
            var count = count(content, ruleIds);
            if (system.equals(content.get("system"))
                    && requested.equals(content.get("requested"))
                    && since.map(day -> !day(content).isBefore(day)).orElse(true)
                    && count.isPresent()
                    && states.add(state(content))) {
                counts.add(0, count.getAsLong());
            }
        }
        return counts;
    }

    private static boolean isSound(Map<String, Object> content) {
        return content.get("recoveryPoint") != null
                && rules(content).stream()
                        .noneMatch(rule -> "FAIL".equals(rule.get("verdict")) && !OBJECTIVES.contains(rule.get("id")));
    }

    private static OptionalLong count(Map<String, Object> content, List<String> ruleIds) {
        return ruleIds.stream()
                .flatMap(id -> rules(content).stream().filter(rule -> id.equals(rule.get("id"))))
                .map(rule -> rule.get("value"))
                .filter(Objects::nonNull)
                .mapToLong(value -> ((Number) value).longValue())
                .findFirst();
    }

    private static List<Map<?, ?>> rules(Map<String, Object> content) {
        var rules = new ArrayList<Map<?, ?>>();
        ((List<?>) content.get("rules")).forEach(rule -> rules.add((Map<?, ?>) rule));
        return rules;
    }

    private static LocalDate day(Map<String, Object> content) {
        return LocalDate.ofInstant(Instant.parse(String.valueOf(content.get("startedAt"))), ZoneOffset.UTC);
    }

    private static List<Object> state(Map<String, Object> content) {
        var point = (Map<?, ?>) content.get("recoveryPoint");
        return List.of(String.valueOf(point.get("time")), String.valueOf(point.get("position")));
    }
}
