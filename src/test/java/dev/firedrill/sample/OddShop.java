package dev.firedrill.sample;

import dev.firedrill.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A shop whose production is no sample: it is damaged, or has things that a restore must not obey. */
public final class OddShop {
    private OddShop() {}

    /**
     * Lets a shop live for a moment: rows, what is odd about it, a base backup.
     *
     * @param home gets the directories {@code backups} and {@code wal}
     * @param statements what is odd about it, before its backup
     * @return the moment when its production stopped
     */
    public static Instant make(Path home, Path state, int rows, String... statements) throws IOException, SQLException {
        return live(home, state, rows, List.of(statements), List.of());
    }

    /** The same, but odd only after its backup: in its log alone. */
    public static Instant makeAndGoOn(Path home, Path state, String... statements) throws IOException, SQLException {
        return live(home, state, 1_000, List.of(), List.of(statements));
    }

    private static Instant live(Path home, Path state, int rows, List<String> before, List<String> after)
            throws IOException, SQLException {
        var wal = Files.createDirectories(home.resolve("wal"));
        try (var production =
                SampleProduction.start(PostgresBinaries.bundled(state), home.resolve("production"), wal)) {
            try (var postgres = new Sql(production.connect("postgres"))) {
                postgres.run("create database shop");
            }
            try (var shop = new Sql(production.connect("shop"))) {
                ShopData.ofRows(rows).load(shop, Pace.awaitNextSecond());
                for (var statement : before) {
                    shop.run(statement);
                }
                var backups = Files.createDirectories(home.resolve("backups"));
                production.backup("odd", backups.resolve("base-1"));
                for (var statement : after) {
                    shop.run(statement);
                }
                production.archive(shop);
                Pace.awaitNextSecond();
                return shop.time("select clock_timestamp()");
            }
        }
    }
}
