package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.doubtful;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.CollationDifference;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where this host orders text by another version, indexes on text may be ordered wrongly here. Checks are kept from
 * using indexes then, so what they say of the data holds; of those indexes nothing can be said, and that is a WARN: a
 * restore to a host like this one would have to rebuild them.
 */
final class Collations implements HostRequirement {
    @Override
    public String subject() {
        return "collations";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.database().isEmpty()) {
            return notYetKnown(subject(), "the recovered database will tell");
        }
        try {
            var differences = CollationDifference.in(prospect.database().get());
            return differences.isEmpty()
                    ? met(subject(), "no index is known to be ordered by another version than this host's")
                    : examine(differences, prospect.system().database());
        } catch (SQLException e) {
            throw new Inconclusive(
                    "cannot see by which collations " + prospect.system().database() + " is ordered: " + e.getMessage(),
                    e);
        }
    }

    private HostFinding examine(List<CollationDifference> differences, String database) {
        var indexes = differences.stream()
                .flatMap(difference -> difference.indexes().stream())
                .distinct()
                .sorted()
                .toList();
        var named = indexes.isEmpty() ? "" : " (" + FirstOf.names(indexes) + ")";
        var collations = differences.stream().map(Object::toString).collect(Collectors.joining(", "));
        return doubtful(
                subject(),
                "database %s is ordered by another version of %s: %d of its indexes cannot be judged here%s; checks do not use indexes"
                        .formatted(database, collations, indexes.size(), named),
                "drill on a host with the C library and ICU of production; after a restore to a host like this one, REINDEX",
                indexes);
    }
}
