package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Breaches;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Inspection;
import dev.firedrill.rules.Rule;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A rule that nobody has to write: what the restored database's own catalog promises, looked up in the data. There is one
 * rule for each kind of promise, whatever the number of tables; its message names the promises that are broken.
 *
 * <pre>{@code
 * assertThat(orders).keeps(CatalogRule.FOREIGN_KEYS, CatalogRule.UNIQUE_KEYS);
 * assertThat(orders).keepsWhatItsCatalogPromises();
 * }</pre>
 *
 * <p>A promise that the source itself never kept to, such as a constraint that is NOT VALID, gives WARN where the data
 * break it: production may have the same rows.
 */
public enum CatalogRule {
    OWN_ROWS(
            "the catalog has all of its own rows",
            "every row of the system catalog to be there that another one names, or that a thing of its kind has",
            new Words(
                    "kind of reference",
                    "kinds of reference",
                    "leads to rows that are missing",
                    "lead to rows that are missing"),
            "rows of the catalog were lost, or removed by hand: what they stood for cannot be used, dumped or dropped.",
            OwnRows::inspect),
    NOT_NULL(
            "columns that are NOT NULL have no NULL",
            "every column that is declared NOT NULL to have no NULL",
            new Words("NOT NULL column", "NOT NULL columns", "has one", "have one"),
            Hints.PAST_THE_CONSTRAINT,
            SharedScan::inspect),
    CHECK_CONSTRAINTS(
            "check constraints hold",
            "every check constraint of a table or domain to hold in the data",
            new Words("check constraint", "check constraints", "does not", "do not"),
            Hints.PAST_THE_CONSTRAINT,
            SharedScan::inspect),
    PARTITIONS(
            "partitions have only rows that belong there",
            "every partition to have only rows within its bounds",
            new Words("partition", "partitions", "has others", "have others"),
            "queries through the partitioned table may pass over such rows.",
            SharedScan::inspect),
    SEQUENCES(
            "sequences are ahead of the values that use them",
            "every sequence to be ahead of the values in its column",
            new Words("use of a sequence", "uses of sequences", "is not in order", "are not in order"),
            "the next inserts may be refused, or reuse a number that was given before.",
            SharedScan::inspect),
    UNIQUE_KEYS(
            "primary keys and unique indexes hold",
            "every primary key and unique index to hold in the data",
            new Words("unique index", "unique indexes", "does not", "do not"),
            "what the table holds came past the index: index damage, another collation, or files of different moments.",
            UniqueKeys::inspect),
    FOREIGN_KEYS(
            "foreign keys hold",
            "every foreign key to hold in the data",
            new Words("foreign key", "foreign keys", "does not", "do not"),
            "a foreign key that is VALID was broken after validation: restore damage or disabled triggers.",
            ForeignKeys::inspect),
    EXCLUSION_CONSTRAINTS(
            "exclusion constraints hold",
            "every exclusion constraint to hold in the data",
            new Words("exclusion constraint", "exclusion constraints", "does not", "do not"),
            "what the table holds came past the index: index damage, or files of different moments.",
            ExclusionConstraints::inspect),
    INDEXES(
            "indexes are valid",
            "every index to be valid, ready and live",
            new Words("index", "indexes", "is not", "are not"),
            "CREATE INDEX CONCURRENTLY leaves such an index where it fails or was under way; REINDEX it in the source, or drop it.",
            Indexes::inspect),
    TRIGGERS(
            "triggers are enabled",
            "every trigger to be there and enabled",
            new Words("trigger", "triggers", "is not", "are not"),
            "",
            Triggers::inspect),
    MATERIALIZED_VIEWS(
            "materialized views are populated",
            "every materialized view to be populated",
            new Words("materialized view", "materialized views", "is not", "are not"),
            "it cannot be queried before a REFRESH MATERIALIZED VIEW.",
            MaterializedViews::inspect),
    LARGE_OBJECTS(
            "large objects are where columns name them",
            "every large object to be named by a column, and to be there where one names it",
            new Words("large object or name of one", "large objects and names of them", "is not", "are not"),
            "",
            LargeObjects::inspect),
    EXTENSIONS(
            "extensions are here in their versions",
            "every extension to be available on this host in the version that the database has",
            new Words("extension", "extensions", "is not", "are not"),
            "this host has not what production has: what needs it cannot be judged here.",
            Extensions::inspect),
    OWNERS_AND_GRANTS(
            "owners and grantees exist",
            "every role that owns something or that a grant names to exist",
            new Words("object", "objects", "names one that does not", "name one that does not"),
            "roles belong to the cluster and not to its databases: they did not come along, or were dropped by force.",
            OwnersAndGrants::inspect),
    UNJUDGED(
            "nothing is left unjudged",
            "all that the catalog promises to be open to a look",
            new Words("thing", "things", "is not", "are not"),
            "",
            Unjudged::inspect);

    private final String title;
    private final String expectation;
    private final Words words;
    private final String hint;
    private final Inspector inspector;

    CatalogRule(String title, String expectation, Words words, String hint, Inspector inspector) {
        this.title = title;
        this.expectation = expectation;
        this.words = words;
        this.hint = hint;
        this.inspector = inspector;
    }

    /** Its stable identity, such as {@code catalog-foreign-keys}. */
    public String id() {
        return "catalog-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What must hold, in words. */
    public String title() {
        return title;
    }

    /** @param because why it matters; may be empty */
    public Rule asRule(String because) {
        return new Rule(id(), expectation, because);
    }

    /** @param scan the look at the rows that several rules of one database share */
    public Inspection on(RuledDatabase database, SharedScan scan) {
        return () -> {
            try {
                var tally = tally(database, scan);
                return finding(tally).breaches(most -> NamedPromises.of(this, tally, database, most));
            } catch (SQLException e) {
                return ServerFault.of(e).finding("the system catalog");
            }
        };
    }

    /**
     * What breaks this rule, by names that a list of known offenders can hold.
     *
     * @param most no more than so many are read
     * @throws dev.firedrill.verdict.Inconclusive if nothing can be told at all
     */
    public Breaches.Named offenders(RuledDatabase database, int most) {
        try {
            return NamedPromises.of(this, tally(database, new SharedScan()), database, most);
        } catch (SQLException e) {
            throw ServerFault.of(e).failure("reading the system catalog");
        }
    }

    private KeptPromises tally(RuledDatabase database, SharedScan scan) throws SQLException {
        var tally = new KeptPromises();
        try (var sessions = new SessionSupply(database)) {
            inspector.inspect(new Inspected(this, database, sessions, scan), tally);
        }
        return tally;
    }

    Finding finding(KeptPromises tally) {
        return tally.finding(words, hint);
    }

    /** How a message counts what it speaks of. */
    record Words(String one, String many, String offends, String offend) {}

    private static final class Hints {
        static final String PAST_THE_CONSTRAINT =
                "the constraint is VALID, so these rows came past it: restore damage, or a catalog that was changed by hand.";
    }
}
