package dev.firedrill.postgres.inventory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The digests of a restored database's tables, which are read once for all rules that ask for them. */
final class RestoredContents {
    private final SessionSource source;
    private final Predicate<String> tables;
    private Contents contents;
    private SQLException refusal;

    /** @param tables names of those that are read, quoted and with their schemas */
    RestoredContents(SessionSource source, Predicate<String> tables) {
        this.source = source;
        this.tables = tables;
    }

    /** @throws SQLException the same for all who ask, if the server refused the first of them */
    synchronized Contents read() throws SQLException {
        if (refusal != null) {
            throw refusal;
        }
        if (contents == null) {
            try (var leader = source.open()) {
                leader.begin();
                contents = Contents.read(source, leader.exportSnapshot(), wanted(leader), false);
            } catch (SQLException e) {
                refusal = e;
                throw e;
            }
        }
        return contents;
    }

    private List<TableFacts> wanted(PinnedSession session) throws SQLException {
        var wanted = new ArrayList<TableFacts>();
        for (var table : TableFacts.all(session)) {
            if (tables.test(table.name()) && !table.unlogged()) {
                wanted.add(table);
            }
        }
        if (tables.test(TableFacts.largeObjects().name())) {
            wanted.add(TableFacts.largeObjects());
        }
        return wanted;
    }
}
