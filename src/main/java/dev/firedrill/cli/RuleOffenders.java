package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.KeptPostgres;
import dev.firedrill.postgres.KeyedRows;
import dev.firedrill.postgres.SqlRuleOrMistake;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.rules.Breaches;
import dev.firedrill.rules.KeysFile;
import dev.firedrill.rules.NearNames;
import dev.firedrill.rules.OffenceQueries;
import dev.firedrill.rules.OffendingRows;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The offenders that a rule has on an instance that is kept. A rule of an SQL file is read from there; any other is asked
 * for by the query that a run noted when it broke.
 */
record RuleOffenders(Configuration configuration, ProtectedSystem system, String rule) {
    /**
     * What offends.
     *
     * @param nameless what offends besides and cannot be listed, with the reasons
     * @param complete whether what is not among these does not offend
     */
    record Found(OffendingRows rows, List<String> nameless, boolean complete) {}

    Found on(KeptInstance kept) {
        var context = new RuleContext(
                kept.headline(),
                new TriedRules(new PrintWriter(PrintWriter.nullWriter()), kept.headline()),
                Samples.of(system.place(), system.samples()));
        var database = new KeptPostgres(kept, context);
        var ofCatalog = Stream.of(CatalogRule.values())
                .filter(candidate -> candidate.id().equals(rule))
                .findFirst();
        if (ofCatalog.isPresent()) {
            var named = ofCatalog.get().offenders(database, KeysFile.MOST + 1);
            var rows = new OffendingRows(Breaches.COLUMNS, named.offenders());
            return new Found(requireFew(rows), named.nameless(), named.isComplete());
        }
        return new Found(requireKeys(requireFew(rows(database).first(KeysFile.MOST + 1))), List.of(), true);
    }

    private OffendingRows requireFew(OffendingRows found) {
        if (found.rows().size() > KeysFile.MOST) {
            throw mistake("has more than 100,000 offenders", "mend the data: that much is not known row by row");
        }
        return found;
    }

    private OffendingRows requireKeys(OffendingRows found) {
        if (!found.keepTheirKeys()) {
            throw mistake(
                    "names rows by their place (ctid), which they do not keep",
                    "give the table a primary key, or tolerate a number of them: atMost");
        }
        return found;
    }

    private KeyedRows rows(KeptPostgres database) {
        var ofFile = SqlRules.found(system).stream()
                .filter(candidate -> candidate.id().equals(rule))
                .findFirst();
        if (ofFile.isPresent()) {
            var read = ofFile.get();
            if (!read.isRule()) {
                throw read.mistake();
            }
            return new KeyedRows(database, read.rule().sql(), read.rule().keys(), false);
        }
        var queries = OffenceQueries.in(configuration.state());
        return queries.find(system.name(), rule)
                .map(noted -> new KeyedRows(database, noted.sql(), noted.keys(), false))
                .orElseThrow(() -> unknown(queries));
    }

    private ConfigurationMistake unknown(OffenceQueries queries) {
        var names = new ArrayList<>(queries.rules(system.name()));
        SqlRules.found(system).stream().map(SqlRuleOrMistake::id).forEach(names::add);
        Stream.of(CatalogRule.values()).map(CatalogRule::id).forEach(names::add);
        var near = NearNames.of(rule, names);
        return mistake(
                "is no SQL file of system [" + system.name()
                        + "], no rule of the catalog, and no run found offenders of it that have keys",
                near.isEmpty()
                        ? "name a rule as messages do (\"rule NAME\"); rules that measure cannot be frozen"
                        : "write " + String.join(" or ", near));
    }

    private ConfigurationMistake mistake(String problem, String remedy) {
        return new ConfigurationMistake("rule [" + rule + "]", problem, remedy);
    }
}
