package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for rows whose parent is missing. */
record Reference(Source.Kin kin) {
    private static final String LOST = "g.k1 IS NOT NULL AND p.%s IS NULL";

    Tally tally(Bounds bounds) {
        var child = kin.child();
        var lost = LOST.formatted(kin.parentKey().names().get(0));
        var rows = Count.ofRows(
                child,
                "count(*)",
                "count(*) FILTER (WHERE %s)".formatted(kin.childKey().anyNull("")));
        var orphans = Count.ofKin(
                kin,
                "SELECT count(*), count(DISTINCT %s) %s"
                        .formatted(kin.childKey().value(kin.childAlias() + "."), kin.orphans()),
                "sum(g.n) FILTER (WHERE %s)".formatted(lost),
                "count(*) FILTER (WHERE %s)".formatted(lost));
        return new Tally(List.of(rows, orphans), (counted, session) -> {
            var finding = finding(counted.get(0), counted.get(1), bounds);
            if (!finding.holds()) {
                finding.hint(new ForeignKey(kin).hint(session));
            }
            return offenders().addTo(finding, session);
        });
    }

    private Finding finding(Counted rows, Counted lost, Bounds bounds) {
        return Finding.ofOffences(lost.number(0), bounds)
                .note((kin.childKey().size() == 1 ? "NULLs" : "rows with a NULL") + " not counted: "
                        + Numbers.text(rows.number(1)))
                .found(found(lost.number(0), rows.number(0), lost.number(1)));
    }

    private String found(long lost, long rows, long parents) {
        var parent = kin.parent().sql();
        return parents == 1
                ? "%s of %s rows name 1 key of %s that is missing"
                        .formatted(Numbers.text(lost), Numbers.text(rows), parent)
                : "%s of %s rows name %s %s that are missing"
                        .formatted(Numbers.text(lost), Numbers.text(rows), Numbers.text(parents), parent);
    }

    private Offenders offenders() {
        var child = kin.child();
        var key = child.key();
        var qualifier = kin.childAlias() + ".";
        var names = kin.childKey().names();
        var selected = key.isNone()
                ? qualifier + "*"
                : Stream.concat(key.columns().stream(), names.stream())
                        .map(column -> qualifier + column)
                        .collect(Collectors.joining(", "));
        return new Offenders(
                Offenders.label(child, names),
                "SELECT " + selected + " " + kin.orphans(),
                key.size(),
                names.size(),
                Order.first(key.size()));
    }
}
