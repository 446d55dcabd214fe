package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Inspection;
import dev.firedrill.rules.Rule;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * What must be whole in a restored cluster below its rows: one rule for each layer, whatever the number of tables and
 * indexes.
 */
public enum PhysicalRule {
    /** Every page: checksum, header, position; sizes; what the visibility map vouches for. */
    PAGES("every page to be whole"),
    /** Rows and TOAST values of every table and materialized view, by {@code verify_heapam}. */
    TABLES("every table to be whole"),
    /** Order and completeness of every B-tree index, by {@code bt_index_parent_check} with {@code heapallindexed}. */
    INDEXES("every B-tree index to be in order and to have an entry for each row"),
    /** A table has as many rows by an index alone as by itself. */
    ROW_COUNTS("every table to have as many rows by an index as by itself"),
    /** Indexes of other kinds, which nothing here can verify: WARN, naming them. */
    OTHER_INDEXES("every index to be of a kind that can be verified");

    private final String expectation;

    PhysicalRule(String expectation) {
        this.expectation = expectation;
    }

    /** Its stable identity: {@code physical-row-counts}. */
    public String id() {
        return "physical-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param because why it matters; may be empty */
    public Rule asRule(String because) {
        return new Rule(id(), expectation, because);
    }

    public Inspection on(RuledDatabase database) {
        return () -> this == PAGES ? pages(database) : structure(database);
    }

    private static Finding pages(RuledDatabase database) {
        var scanned = database.pages();
        if (scanned.isEmpty()) {
            return Finding.unknown("pages were not read", null)
                    .hint("set depth: pages, or deeper, for this system in firedrill.yaml, or in @Restore.");
        }
        return scanned.get().finding();
    }

    private static List<Contradiction> contradictions(RuledDatabase database) {
        return database.pages().map(ScannedPages::contradictions).orElse(List.of());
    }

    private Finding structure(RuledDatabase database) {
        try (var session = StructureSession.open(database)) {
            return switch (this) {
                case TABLES -> TableStructure.inspect(session, contradictions(database));
                case INDEXES -> IndexStructure.inspect(session);
                case ROW_COUNTS -> RowCounts.inspect(session);
                default -> OtherIndexes.inspect(session);
            };
        } catch (SQLException e) {
            return ServerFault.of(e).finding("the system catalog");
        }
    }
}
