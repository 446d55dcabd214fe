package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Breaches;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.KeyComparison;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Offender;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Promises of the catalog that are broken, with the names of what breaks them. */
final class NamedPromises implements Breaches.Named {
    /** Of all names together. */
    private static final long MOST_SIGNS = 20_000_000;

    private final CatalogRule rule;
    private final KeptPromises tally;
    private final List<Offender> offenders = new ArrayList<>();
    private final List<String> nameless = new ArrayList<>();
    private boolean complete = true;
    private long signs;

    private NamedPromises(CatalogRule rule, KeptPromises tally) {
        this.rule = rule;
        this.tally = tally;
    }

    static NamedPromises of(CatalogRule rule, KeptPromises tally, RuledDatabase database, int most)
            throws SQLException {
        var named = new NamedPromises(rule, tally);
        if (tally.held().size() > KeptPromises.MOST_HELD) {
            named.complete = false;
            named.nameless.add("more than " + Numbers.text(KeptPromises.MOST_HELD, "promise") + " that are broken");
            return named;
        }
        try (var sessions = new SessionSupply(database)) {
            var inspected = new Inspected(rule, database, sessions, new SharedScan());
            tally.held().forEach(offence -> named.read(offence, inspected, most));
        }
        return named;
    }

    private void read(Offence offence, Inspected inspected, int most) {
        if (offence.offenders().isEmpty()) {
            // Who they are is not known: known ones may be among them.
            complete = false;
            nameless.add(offence.part().text());
            return;
        }
        var names = offence.offenders().get();
        try {
            var found = names.first(inspected, most - offenders.size());
            signs += found.stream().mapToLong(NamedPromises::signs).sum();
            if (signs > MOST_SIGNS) {
                throw new Inconclusive("the names of all offenders are too large to be compared");
            }
            offenders.addAll(found);
        } catch (SQLException e) {
            unread(names, ServerFault.of(e).message());
        } catch (Inconclusive e) {
            unread(names, e.getMessage().replaceFirst("^INCONCLUSIVE +", ""));
        }
    }

    private void unread(PromiseOffenders names, String reason) {
        complete = false;
        nameless.add(names.promise() + ": " + reason);
    }

    private static long signs(Offender offender) {
        return offender.key().stream().mapToLong(String::length).sum();
    }

    @Override
    public List<Offender> offenders() {
        return offenders;
    }

    @Override
    public List<String> nameless() {
        return nameless;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public Finding beside(KeyComparison compared) {
        if (tally.held().size() > KeptPromises.MOST_HELD) {
            return rule.finding(tally);
        }
        var known = byPromise(compared.known());
        var fresh = byPromise(compared.fresh());
        var again = new KeptPromises();
        again.looked(tally.looked());
        for (var offence : tally.held()) {
            var name = offence.offenders().map(PromiseOffenders::promise).orElse("");
            boolean isNamed = known.containsKey(name) || fresh.containsKey(name);
            again.add(
                    isNamed
                            ? offence.beside(known.getOrDefault(name, List.of()), fresh.getOrDefault(name, List.of()))
                            : offence);
        }
        return rule.finding(again);
    }

    private static Map<String, List<Offender>> byPromise(List<Offender> offenders) {
        var byPromise = new HashMap<String, List<Offender>>();
        offenders.forEach(offender -> byPromise
                .computeIfAbsent(offender.key().get(0), name -> new ArrayList<>())
                .add(offender));
        return byPromise;
    }
}
