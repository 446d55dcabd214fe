package dev.firedrill.matrix;

import dev.firedrill.sample.LivingShop;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements that change the shop: a fault that its backup has taken over, since it was there before. */
final class SqlChange {
    /** Lets triggers, and so foreign keys, rest; and lets the catalog be changed by hand. */
    private static final List<String> BY_FORCE =
            List.of("set session_replication_role = replica", "set allow_system_table_mods = on");

    private final List<String> statements;

    private SqlChange(List<String> statements) {
        this.statements = statements;
    }

    /** Past all constraints and protections. */
    static SqlChange byForce(String... statements) {
        return new SqlChange(List.of(statements));
    }

    /** Changes a living shop. */
    void make(LivingShop living) throws SQLException {
        run(living, "shop", statements);
    }

    /** In one session. A statement that changes no row plants nothing, and is a mistake. */
    private static void run(LivingShop living, String database, List<String> statements) throws SQLException {
        var all = new ArrayList<>(BY_FORCE);
        all.addAll(statements);
        try (var connection = living.connect(database);
                var statement = connection.createStatement()) {
            for (var sql : all) {
                boolean rows = statement.execute(sql);
                if (!rows && sql.matches("(?is)(delete|update|insert|with).*") && statement.getUpdateCount() == 0) {
                    throw new AssertionError("this plants nothing: " + sql);
                }
            }
        }
    }

    /** A backup is taken after the change, and judged. */
    Trial trial() {
        return (bench, home) -> {
            var source = bench.shop().changed(home.resolve("changed"), this);
            var shop = PlantedShop.of(source, home.resolve("planted"));
            return Planting.said(bench, shop);
        };
    }
}
