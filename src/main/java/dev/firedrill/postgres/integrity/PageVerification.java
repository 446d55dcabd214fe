package dev.firedrill.postgres.integrity;

import dev.firedrill.config.Depth;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;

/** What a scan of all pages means for a restore. */
public final class PageVerification {
    private static final String ENABLE =
            "enable checksums in production, with pg_checksums --enable while it is stopped; until then, set depth: ";

    private PageVerification() {}

    /**
     * Reads all pages of a restored, recovered, cleanly stopped cluster, and tells the order what could not be verified.
     *
     * @throws BackupUnusable if a page is damaged
     * @throws Inconclusive if they cannot be judged: where depth {@code pages} is asked for, and they carry no checksums
     */
    public static ScannedPages of(Path data, RestoreOrder order) {
        var scanned = order.depth().includes(Depth.STRUCTURE)
                ? PageScan.withRows(data, order.deadline())
                : PageScan.of(data, order.deadline());
        order.note(scanned.toString());
        scanned.requireSound();
        if (!scanned.checksums()) {
            withoutChecksums(order);
        }
        if (!scanned.newPagesInside().isEmpty()) {
            order.doubt(HostFinding.doubtful(
                    "new pages inside tables",
                    "pages of nothing but zeros lie before written ones: a crash of production while a table grew leaves"
                            + " such pages, and a loss of pages looks the same; the visibility map vouches for none of them",
                    "run VACUUM on these tables in production, which takes such pages into use, before the next backup",
                    scanned.newPagesInside()));
        }
        if (!scanned.emptyStates().isEmpty()) {
            order.doubt(HostFinding.doubtful(
                    "states of transactions",
                    "by whole pages of pg_xact, thousands of transactions in a row neither committed nor were rolled back: so"
                            + " it looks where a file was lost before the log was replayed, and where one transaction with"
                            + " thousands of savepoints was under way at the end; the rows of such transactions are invisible."
                            + " By whole pages of pg_commit_ts, hundreds of transactions in a row have no time: lost, or rolled back."
                            + " Multixacts without members in pg_multixact/offsets are lost, or were being made when production"
                            + " crashed; depth structure looks for rows that they lock or changed",
                    "compare row counts with production's, or restore a later state",
                    scanned.emptyStates()));
        }
        return scanned;
    }

    /**
     * Whoever asks for pages alone gets nothing of what was asked for. Deeper looks read every row and every index entry;
     * what remains is a byte that changed inside a value.
     */
    private static void withoutChecksums(RestoreOrder order) {
        var found = "page checksums: off, not verified: the cluster was made without them";
        if (order.depth() == Depth.PAGES) {
            throw new Inconclusive(found + "\n  Remedy: " + ENABLE + "files or structure");
        }
        order.doubt(HostFinding.doubtful(
                "page checksums",
                found + ", so a byte that changed inside a value is not found",
                ENABLE + "files, if this is accepted",
                List.of("all pages")));
    }
}
