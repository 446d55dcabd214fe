package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** An inventory beside a restored database. Rules that look at rows share one look, at the tables that they name. */
public final class InventoryComparison {
    private static final int CONNECTIONS = Math.max(1, Integer.getInteger("firedrill.rules.connections", 2));

    private final Inventory inventory;
    private final RuledDatabase database;
    private final SameInstant instants;
    private final SessionSource source;
    private final RestoredContents contents;
    private boolean comparable;

    private InventoryComparison(Inventory inventory, RuledDatabase database, Predicate<String> tables) {
        this.inventory = inventory;
        this.database = database;
        this.instants = new SameInstant(inventory, database);
        this.source = new SessionSource(database::connect, CONNECTIONS, database.statementTimeout());
        this.contents = new RestoredContents(source, tables);
    }

    /** Of everything. */
    public static InventoryComparison of(Inventory inventory, RuledDatabase database) {
        return new InventoryComparison(inventory, database, any -> true);
    }

    /** Of the rows of these tables; their names are quoted and have their schemas. */
    public static InventoryComparison of(Inventory inventory, RuledDatabase database, List<String> tables) {
        return new InventoryComparison(inventory, database, tables::contains);
    }

    /** Something that may be refused by the server. */
    private interface Look {
        Finding look() throws SQLException;
    }

    private Finding told(String what, Look look) {
        try {
            var obstacle = obstacle();
            return obstacle.isPresent() ? obstacle.get() : look.look().note(instants.note());
        } catch (SQLException e) {
            return ServerFault.of(e).finding(what).note(instants.note());
        }
    }

    /** Asked once where there is none; otherwise anew, since each rule needs a finding of its own. */
    private synchronized Optional<Finding> obstacle() throws SQLException {
        var obstacle = comparable ? Optional.<Finding>empty() : instants.obstacle();
        comparable = obstacle.isEmpty();
        return obstacle;
    }

    /** Both instants, in words. */
    public String note() {
        return instants.note();
    }

    /** Whether they can be compared at all. */
    public Finding instant() {
        return told("the control file", () -> Finding.ofMeasure(0, "the same instant", true));
    }

    /** What expects rows of a table: the number that the inventory has of these tables, or what stands in the way. */
    public Finding countable(String written, List<String> names) {
        return told(
                written,
                () -> expected(written, names, any -> unrecorded(names)
                        .orElseGet(() -> Finding.ofMeasure(any.rows(), "", true))));
    }

    /** Every object of the schema is there, and is what it was. */
    public Finding schema() {
        return told("the system catalog", () -> {
            try (var session = source.open()) {
                session.begin();
                return SchemaDifference.between(inventory.objects(), SchemaReading.objects(session));
            }
        });
    }

    /** Every sequence has come as far as it had. */
    public Finding sequences() {
        return told("the sequences", () -> {
            try (var session = source.open()) {
                var found = SequenceState.of(session, SequenceState.names(session));
                return SchemaDifference.ofSequences(inventory.sequences(), found);
            }
        });
    }

    public Finding largeObjects() {
        return told(
                "the large objects",
                () -> rows(
                        TableFacts.largeObjects().name(),
                        digest -> Difference.ofRows(inventory.largeObjects(), digest)));
    }

    /** The rows of these tables together are those of the inventory. */
    public Finding rows(String written, List<String> names) {
        return told(written, () -> expected(written, names, any -> compared(names)));
    }

    private Finding expected(String written, List<String> names, Function<RowDigest, Finding> then) {
        var known = inventory.tablesByName();
        var here = names.stream().filter(known::containsKey).map(known::get).toList();
        if (here.isEmpty()) {
            return Finding.unknown("it cannot be told: the inventory has no rows of  " + written, null)
                    .hint("it has those of tables and materialized views.");
        }
        var unlogged = here.stream()
                .filter(TableContent::unlogged)
                .map(TableContent::name)
                .toList();
        if (!unlogged.isEmpty()) {
            return Finding.unknown(
                    "it cannot be told: rows of  " + String.join(", ", unlogged)
                            + "  are UNLOGGED and do not survive a recovery, so none were recorded",
                    null);
        }
        return then.apply(here.stream().map(TableContent::digest).reduce(RowDigest.EMPTY, RowDigest::plus));
    }

    private Finding compared(List<String> names) {
        var differing = new TreeMap<String, Finding>();
        long all = 0;
        for (var name : new TreeSet<>(names)) {
            var table = inventory.tablesByName().get(name);
            var digest = table == null ? RowDigest.EMPTY : table.digest();
            var finding = table == null || table.isRecorded()
                    ? rows(name, found -> Difference.ofRows(digest, found))
                    : unrecorded(table);
            if (!finding.holds()) {
                differing.put(name, finding);
            }
            all += digest.rows();
        }
        return new FamilyDifference(names.size(), all, differing).finding();
    }

    private Optional<Finding> unrecorded(List<String> names) {
        return inventory.tables().stream()
                .filter(table -> names.contains(table.name()) && !table.isRecorded())
                .findFirst()
                .map(InventoryComparison::unrecorded);
    }

    private static Finding unrecorded(TableContent table) {
        return Finding.unknown(
                        "it cannot be told: the rows of  %s  were not recorded: %s"
                                .formatted(table.name(), table.obstacle()),
                        null)
                .hint(ServerFault.TOO_LARGE_REMEDY);
    }

    private Finding rows(String name, Function<RowDigest, Finding> then) {
        try {
            var read = contents.read();
            if (read.failures().containsKey(name)) {
                return ServerFault.of(read.failures().get(name)).finding(name);
            }
            var digest = read.digests(name::equals).get(name);
            return digest == null
                    ? Finding.ofMissingObject(
                            "there is no table  " + name + "  in the restored database (object missing)")
                    : then.apply(digest);
        } catch (SQLException e) {
            return ServerFault.of(e).finding(name);
        }
    }
}
