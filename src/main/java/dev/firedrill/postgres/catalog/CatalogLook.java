package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** A look at the catalog alone: each row that a query returns is an offence, told in its first column. */
final class CatalogLook {
    private CatalogLook() {}

    /** @param count a query for how many things there are */
    static void count(Inspected inspected, KeptPromises tally, String count) throws SQLException {
        tally.looked(inspected.sessions().counts(count)[0]);
    }

    static void tell(Inspected inspected, KeptPromises tally, Verdict verdict, String offences) throws SQLException {
        for (var row : inspected.sessions().rows(offences)) {
            tally.add(Offence.ofThing(verdict, row.get(0)));
        }
    }
}
