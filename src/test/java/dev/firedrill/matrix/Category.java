package dev.firedrill.matrix;

import java.util.ArrayList;
import java.util.List;

/** Faults of one kind, in the order in which the document lists them. */
final class Category {
    private final String name;
    private final List<Fault> faults = new ArrayList<>();

    Category(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** One that is planted in the newest backup, its log, or its configuration. */
    Category fault(String what, Expected expected, Planting planting) {
        return trial(what, expected, planting.onNewest());
    }

    /** One in firedrill.yaml, or in a place that it names. */
    Category mistake(String what, Expected expected, Planting planting) {
        return trial(what, expected, planting.alone());
    }

    /** One that production had before the backup was taken: statements, run past all constraints. */
    Category changed(String what, Expected expected, String... statements) {
        return trial(what, expected, SqlChange.byForce(statements).trial());
    }

    /** One that has a trial of its own. */
    Category trial(String what, Expected expected, Trial trial) {
        faults.add(new Fault(name, what, expected, trial, false));
        return this;
    }

    /** The one that was named last is tried by {@code mvn verify}, too. */
    Category quickly() {
        faults.add(faults.remove(faults.size() - 1).quickly());
        return this;
    }
}
