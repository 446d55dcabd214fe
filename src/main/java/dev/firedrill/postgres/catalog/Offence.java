package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Offender;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A promise of the catalog that is not kept, or that could not be looked at.
 *
 * @param damaged whether the server calls the data damaged
 * @param part what is said of it
 * @param sql the query that finds all its offenders; empty where none does
 * @param offenders how they are named, so that they can be known; empty where that cannot be
 */
record Offence(Verdict verdict, boolean damaged, Finding.Part part, String sql, Optional<PromiseOffenders> offenders) {

    /** Nothing but a sentence. */
    static Offence of(Verdict verdict, String text) {
        return new Offence(verdict, false, new Finding.Part(text, "", List.of(), 0), "", Optional.empty());
    }

    /** A thing that offends by being as it is; the sentence says it all, and is its name. */
    static Offence ofThing(Verdict verdict, String text) {
        return of(verdict, text).by(PromiseOffenders.ofItself(text));
    }

    static Offence of(Verdict verdict, String text, String label, List<Sample> samples, long offences, String sql) {
        return new Offence(verdict, false, new Finding.Part(text, label, samples, offences), sql, Optional.empty());
    }

    /** What could not be judged has nothing that could be known of it. */
    Offence by(PromiseOffenders names) {
        var told = verdict == Verdict.INCONCLUSIVE ? Optional.<PromiseOffenders>empty() : Optional.of(names);
        return new Offence(verdict, damaged, part, sql, told);
    }

    /** The same, where some of its offenders are known: a warning if all are. */
    Offence beside(List<Offender> known, List<Offender> fresh) {
        var shown = fresh.isEmpty() ? known : fresh;
        if (known.isEmpty() && !part.samples().isEmpty()) {
            return this;
        }
        boolean rows = offenders.filter(names -> !names.sql().isEmpty()).isPresent();
        var text = !rows
                ? part.text() + (known.isEmpty() ? "" : " (known)")
                : "%s: %s new, %s known".formatted(part.text(), Numbers.text(fresh.size()), Numbers.text(known.size()));
        var samples = shown.stream()
                .filter(offender -> rows)
                .limit(Sample.MOST)
                .map(Offender::sample)
                .toList();
        var label = (fresh.isEmpty() ? "known " : "new ") + part.label();
        return new Offence(
                fresh.isEmpty() ? Verdict.WARN : verdict,
                damaged,
                new Finding.Part(text, label, samples, shown.size()),
                sql,
                offenders);
    }

    static Offence ofDamage(String promise, String said) {
        var text = promise + ": the data is damaged: " + said;
        return new Offence(Verdict.FAIL, true, new Finding.Part(text, "", List.of(), 0), "", Optional.empty());
    }

    /** What the server says instead of an answer. */
    static Offence of(SQLException e, String promise) {
        var fault = ServerFault.of(e);
        var said = fault.state() + " " + fault.message();
        if (fault.isDamage()) {
            return ofDamage(promise, said);
        }
        var remedy = fault.remedy().isEmpty() ? "" : "; " + fault.remedy();
        return of(Verdict.INCONCLUSIVE, promise + ": it cannot be told: " + said + remedy);
    }
}
