package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.List;

/** Looks for rows that no row of another table names. */
record Childless(Source.Kin kin) {
    Tally tally(Bounds bounds) {
        var rows = Count.ofRows(kin.parent(), "count(*)");
        var childless = Count.ofKin(kin, "SELECT count(*) " + kin.childless(), "count(*) FILTER (WHERE g.k1 IS NULL)");
        return new Tally(List.of(rows, childless), (counted, session) -> offenders()
                .addTo(finding(counted.get(0), counted.get(1), bounds), session));
    }

    private Finding finding(Counted rows, Counted childless, Bounds bounds) {
        return Finding.ofOffences(childless.number(0), bounds)
                .found("%s of %s rows have none"
                        .formatted(Numbers.text(childless.number(0)), Numbers.text(rows.number(0))));
    }

    private Offenders offenders() {
        var key = kin.parent().key();
        var qualifier = kin.parentAlias() + ".";
        var selected = key.isNone() ? qualifier + "*" : key.list(qualifier);
        return new Offenders(
                Offenders.label(kin.parent(), List.of()),
                "SELECT " + selected + " " + kin.childless(),
                key.size(),
                0,
                Order.first(key.size()));
    }
}
