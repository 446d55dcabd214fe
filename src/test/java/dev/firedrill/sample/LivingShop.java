package dev.firedrill.sample;

import dev.firedrill.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;

/** A small shop whose production goes on living, so that a test can change it, and take a backup whenever it likes. */
public final class LivingShop implements AutoCloseable {
    private final SampleProduction production;
    private final Path wal;

    private LivingShop(SampleProduction production, Path wal) {
        this.production = production;
        this.wal = wal;
    }

    /**
     * Starts a production with a database {@code shop} of so many rows.
     *
     * @param home gets the directories {@code production} and {@code archive}
     * @param state where PostgreSQL's programs are unpacked
     */
    public static LivingShop start(Path home, Path state, int rows) throws IOException, SQLException {
        var wal = Files.createDirectories(home.resolve("archive"));
        var production = SampleProduction.start(PostgresBinaries.bundled(state), home.resolve("production"), wal);
        var living = new LivingShop(production, wal);
        living.in("postgres", "create database shop");
        living.use("shop", shop -> ShopData.ofRows(rows).load(shop, Pace.awaitNextSecond()));
        return living;
    }

    /** Where its segments are archived. */
    public Path wal() {
        return wal;
    }

    /** A connection as superuser; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return production.connect(database);
    }

    /** Runs statements in one of its databases, each by itself. */
    public void in(String database, String... statements) throws SQLException {
        use(database, sql -> {
            for (var statement : statements) {
                sql.run(statement);
            }
        });
    }

    /** One value from one of its databases. */
    public String text(String database, String query) throws SQLException {
        try (var sql = new Sql(production.connect(database))) {
            return sql.text(query);
        }
    }

    /** Takes a base backup, which begins in a second of its own. */
    public void backup(Path directory) {
        Pace.awaitNextSecond();
        production.backup(directory.getFileName().toString(), directory);
    }

    /** Commits something, ends the segment, and waits until it is archived; the segment's name. */
    public String archive() throws SQLException {
        in("postgres", "create table if not exists beats(at timestamptz)", "insert into beats values (now())");
        try (var sql = new Sql(production.connect("postgres"))) {
            return production.archive(sql);
        }
    }

    /** What its clock says, in a second later than that of any backup so far: labels carry whole seconds. */
    public Instant now() throws SQLException {
        Pace.awaitNextSecond();
        try (var sql = new Sql(production.connect("postgres"))) {
            return sql.time("select clock_timestamp()");
        }
    }

    private void use(String database, Consumer<Sql> work) throws SQLException {
        try (var sql = new Sql(production.connect(database))) {
            work.accept(sql);
        }
    }

    @Override
    public void close() {
        production.close();
    }
}
