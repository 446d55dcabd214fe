package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts what was looked at in one layer: what is damaged, what could not be told, what was left out. */
final class StructureTally {

    /** A message of what cannot be told does not count what it shows. */
    private static final int MOST_UNTOLD = 3;

    private final String one;
    private final String many;
    private final List<Sample> damaged = new ArrayList<>();
    private final List<Sample> untold = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private int looked;
    private int damages;
    private int unknown;

    /** What is looked at, in the singular and in the plural. */
    StructureTally(String one, String many) {
        this.one = one;
        this.many = many;
    }

    void looked() {
        looked++;
    }

    void damaged(String name, String what) {
        damages++;
        if (damaged.size() < Sample.MOST) {
            damaged.add(new Sample(name, what));
        }
    }

    void unknown(String name, String why) {
        unknown++;
        if (untold.size() < MOST_UNTOLD) {
            untold.add(new Sample(name, why));
        }
    }

    /** What the server said instead of an answer. */
    void fault(String name, SQLException e) {
        var fault = ServerFault.of(e);
        var said = fault.state() + " " + fault.message();
        if (fault.isDamage()) {
            damaged(name, said);
        } else {
            unknown(name, said);
        }
    }

    void leftOut(String name, String why) {
        leftOut.add(name + " (" + why + ")");
    }

    boolean isBroken() {
        return damages + unknown > 0;
    }

    Finding finding() {
        var whole = counted(looked) + (looked == 1 ? " was" : " were") + " looked at" + leftOutText();
        if (damages > 0) {
            var doubts = unknown == 0 ? "" : "; of " + Numbers.text(unknown) + " it cannot be told";
            return Finding.ofOffences(damages, Bounds.NONE_ALLOWED)
                    .found("%s of %s %s damaged, the first is %s: %s%s%s"
                            .formatted(
                                    Numbers.text(damages),
                                    counted(looked),
                                    damages == 1 ? "is" : "are",
                                    damaged.get(0).key(),
                                    damaged.get(0).value(),
                                    doubts,
                                    leftOutText()))
                    .samples(one, damaged);
        }
        if (unknown > 0 || looked == 0) {
            var first = untold.isEmpty()
                    ? "nothing was looked at"
                    : "of %s it cannot be told, the first is %s: %s"
                            .formatted(
                                    counted(unknown),
                                    untold.get(0).key(),
                                    untold.get(0).value());
            return Finding.unknown(first + leftOutText(), null).samples(one, untold);
        }
        return Finding.ofOffences(0, Bounds.NONE_ALLOWED).found(whole).note(whole);
    }

    private String counted(int number) {
        return Numbers.text(number) + " " + (number == 1 ? one : many);
    }

    private String leftOutText() {
        if (leftOut.isEmpty()) {
            return "";
        }
        var shown = String.join(", ", leftOut.subList(0, Math.min(3, leftOut.size())));
        return "; not verified: " + shown + (leftOut.size() > 3 ? " and %,d more".formatted(leftOut.size() - 3) : "");
    }
}
