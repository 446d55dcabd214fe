package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;

/**
 * A promise of the catalog that is not kept, or that could not be looked at.
 *
 * @param damaged whether the server calls the data damaged
 * @param part what is said of it
 * @param sql the query that finds all its offenders; empty where none does
 */
record Offence(Verdict verdict, boolean damaged, Finding.Part part, String sql) {
    /** Nothing but a sentence. */
    static Offence of(Verdict verdict, String text) {
        return new Offence(verdict, false, new Finding.Part(text, "", List.of(), 0), "");
    }

    static Offence of(Verdict verdict, String text, String label, List<Sample> samples, long offences, String sql) {
        return new Offence(verdict, false, new Finding.Part(text, label, samples, offences), sql);
    }

    static Offence ofDamage(String promise, String said) {
        var text = promise + ": the data is damaged: " + said;
        return new Offence(Verdict.FAIL, true, new Finding.Part(text, "", List.of(), 0), "");
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
