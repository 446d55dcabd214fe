package dev.firedrill.rules;

import dev.firedrill.config.KnownOffence;
import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the rules of a system before they are evaluated: offenders that are tolerated for a while.
 *
 * <pre>{@code
 * var known = KnownOffences.of(system).noting(configuration.state());
 * }</pre>
 */
public final class KnownOffences {
    /** Nothing is known. */
    public static final KnownOffences NONE = new KnownOffences("", Map.of(), Optional.empty());

    private final String system;
    private final Map<String, KnownRule> rules;
    private final Optional<OffenceQueries> queries;

    private KnownOffences(String system, Map<String, KnownRule> rules, Optional<OffenceQueries> queries) {
        this.system = system;
        this.rules = rules;
        this.queries = queries;
    }

    /**
     * Reads what firedrill.yaml lists for a system, as of today, in UTC.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if a file of keys is missing or garbled
     */
    public static KnownOffences of(ProtectedSystem system) {
        return of(system, LocalDate.now(ZoneOffset.UTC));
    }

    static KnownOffences of(ProtectedSystem system, LocalDate today) {
        var rules = new HashMap<String, KnownRule>();
        for (KnownOffence entry : system.known()) {
            var file = KeysFile.read(entry.place(), entry.keys());
            rules.put(entry.rule(), new KnownRule(system.name(), entry, file, today));
        }
        return new KnownOffences(system.name(), rules, Optional.empty());
    }

    /** The same, and notes how offenders were found, so that a person can freeze their rule. */
    public KnownOffences noting(Path state) {
        return new KnownOffences(system, rules, Optional.of(OffenceQueries.in(state)));
    }

    /** The finding with what is known taken into account. */
    Finding judge(String rule, Finding finding, Samples samples) throws Exception {
        var judged = rules.containsKey(rule) ? rules.get(rule).judge(finding, samples) : finding;
        if (judged.offending != null && (judged.value > 0 || rules.containsKey(rule))) {
            queries.ifPresent(all -> all.note(system, rule, judged.offending));
        }
        return judged;
    }
}
