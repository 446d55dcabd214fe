package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds mistakes in a tag expression, and classes whose checks would never run.
 *
 * <p>Surefire itself passes an unknown tag in silence: {@code monthly | dialy} would run the monthly checks only.
 */
final class PlanMistakes {
    private static final Pattern TAG = Pattern.compile("[^\\s,()&|!]+(\\(\\))?");
    private static final Set<String> OPERANDS = Set.of("any()", "none()");
    /** Cadences and focuses of the calendar are known even while no check has them. */
    private static final List<String> CALENDAR = List.of(
            "daily",
            "weekly",
            "monthly",
            "quarterly",
            "database",
            "application",
            "application-state",
            "infrastructure",
            "integration",
            "integrity",
            "drill");

    private final CheckPlan plan;

    PlanMistakes(CheckPlan plan) {
        this.plan = plan;
    }

    /**
     * Sees that the expression names only tags that some check has, that it selects some, and that every class of checks
     * has a check in it.
     *
     * @throws ConfigurationMistake if not
     */
    void find(String groups) {
        requireChecksInEveryClass();
        requireNamesOfChecks();
        var known = new TreeSet<>(CALENDAR);
        known.addAll(plan.tags());
        var unknown = TAG.matcher(groups)
                .results()
                .map(MatchResult::group)
                .filter(tag -> !OPERANDS.contains(tag) && !known.contains(tag))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationMistake(
                    "-Dgroups=" + groups,
                    "unknown tag " + unknown + "; known tags are " + known,
                    "correct the expression, for example -Dgroups=\"monthly & database\"");
        }
        if (plan.selected(groups).isEmpty()) {
            throw new ConfigurationMistake(
                    "-Dgroups=" + groups,
                    "selects no check at all",
                    "combine tags that some check has together; known are " + known);
        }
    }

    private void requireChecksInEveryClass() {
        var withChecks = plan.classesWithChecks();
        var idle = names(plan.classes(name -> name.endsWith("Check"))
                .filter(type -> type.getEnclosingClass() == null && !withChecks.contains(type)));
        if (!idle.isEmpty()) {
            throw new ConfigurationMistake(
                    String.join(", ", idle),
                    "is a class of checks in which no check would ever run",
                    "give it a @Test method that is not private, or another name than *Check");
        }
    }

    /** A class that restores but is not named as checks are would never run, and nobody would miss it. */
    private void requireNamesOfChecks() {
        var misnamed = names(plan.classes(name -> !name.endsWith("Check") && !name.contains("$"))
                .filter(type -> RestoreDeclaration.of(type).isPresent() || BuiltInEngine.runs(type)));
        if (!misnamed.isEmpty()) {
            throw new ConfigurationMistake(
                    String.join(", ", misnamed),
                    "asks for a restore, but its name does not end with Check, so that it would never run",
                    "rename it to " + misnamed.get(0) + "Check");
        }
    }

    private static List<String> names(Stream<Class<?>> classes) {
        return classes.map(Class::getName).sorted().toList();
    }
}
