package dev.firedrill.sample;

import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.process.Meanwhile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * What happens in the sample's production: history, three base backups with trade between them, eight seconds of trade
 * with a price change in it, two orders that no archive ever sees, and the disaster.
 */
final class SampleStory {
    static final String RESTORE_POINT = "before-price-change";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final PostgresBinaries binaries;
    private final Path state;
    private final Path directory;
    private final ShopData data;
    private final int rows;

    /** @param state where programs are unpacked */
    SampleStory(Path state, Path directory, int rows) {
        this.binaries = PostgresBinaries.bundled(state);
        this.state = state;
        this.directory = directory;
        this.data = ShopData.ofRows(rows);
        this.rows = rows;
    }

    void play() throws IOException {
        var wal = Files.createDirectories(directory.resolve("wal"));
        SampleFacts facts;
        try (var events = Meanwhile.begin(this::events);
                var production = SampleProduction.start(binaries, directory.resolve("production"), wal);
                var sessions = SessionStory.begin(directory, state)) {
            try (var postgres = new Sql(production.connect("postgres"))) {
                postgres.run("create database shop");
            }
            try (var shop = new Sql(production.connect("shop"))) {
                facts = live(production, sessions, events, shop);
                SampleStore.make(directory, shop, facts.asOf().minusSeconds(1));
            }
        } catch (SQLException e) {
            throw new Inconclusive("cannot connect to the sample's production: " + e.getMessage(), e);
        }
        SampleArchive.dropBefore(wal, firstBackup());
        var dr = facts.copies().get(Sample.DR);
        SampleArchive.copyUpTo(wal, Sample.place(directory, Sample.DR).resolve("wal"), dr.newestSegment());
        facts.write(directory);
    }

    private static Void end(SessionStory sessions, Instant base) {
        sessions.end(base);
        return null;
    }

    private Void events() {
        new EventStory(directory).play();
        return null;
    }

    private SampleFacts live(SampleProduction production, SessionStory sessions, Meanwhile<Void> events, Sql shop)
            throws IOException {
        var base = Pace.awaitNextSecond();
        data.load(shop, base);
        sessions.load(base);
        // Whoever reads a page first marks its rows as committed, and the log gets an image of it: here, and not behind
        // the backups, where it would heal what is damaged in them. No row is marked before its commit is on the disk.
        shop.run("checkpoint");
        production.record(directory.resolve(Sample.INVENTORY));
        var trade = new ShopTrade(shop, data);
        for (int number = 1; number <= 3; number++) {
            backup(production, number);
            if (number < 3) {
                trade.order("after base " + number);
                trade.order("after base " + number);
                production.archive(shop);
            }
        }
        try (var copy = new BackgroundCopy(
                directory.resolve("backups"), Sample.place(directory, Sample.DR).resolve("backups"))) {
            // Told beside the shop's story, and over before its last seconds.
            events.outcome();
            try (var saving = Meanwhile.begin(() -> end(sessions, base))) {
                var facts = lastSeconds(production, saving, shop, trade, base);
                copy.await();
                return facts;
            }
        }
    }

    private void backup(SampleProduction production, int number) throws IOException {
        var begun = Pace.awaitNextSecond();
        var backups = Files.createDirectories(directory.resolve("backups"));
        production.backup("base " + number, backups.resolve("base-" + STAMP.format(begun)));
    }

    /** The archive of the copy ends four seconds before the shop's own. */
    private SampleFacts lastSeconds(
            SampleProduction production, Meanwhile<Void> sessions, Sql shop, ShopTrade trade, Instant base) {
        var phase = "after base 3";
        var begin = Pace.awaitNextSecond();
        trade.until(begin.plusSeconds(2), phase);
        var point = restorePoint(shop);
        var priceChange = shop.commit("update products set price = price + 1, price_changed_at = now()");
        trade.until(begin.plusSeconds(4), phase);
        var dr = archived(production, shop, trade);
        trade.until(begin.plusSeconds(6), phase);
        production.archive(shop);
        trade.until(begin.plusSeconds(8), phase);
        production.record(directory.resolve(Sample.INVENTORY));
        var own = archived(production, shop, trade);
        sessions.outcome();
        Pace.awaitMoment(own.newestCommit().plusMillis(700));
        trade.order("lost");
        Pace.awaitMoment(own.newestCommit().plusMillis(1100));
        trade.order("lost");
        Pace.awaitMoment(own.newestCommit().plusMillis(1500));
        var asOf = shop.time("select clock_timestamp()");
        return new SampleFacts(
                SampleFacts.VERSION,
                asOf,
                base,
                rows,
                trade.commits(),
                point,
                priceChange,
                Map.of("own", own, Sample.DR, dr));
    }

    private static SampleFacts.RestorePoint restorePoint(Sql shop) {
        var lsn = shop.text("select pg_create_restore_point('" + RESTORE_POINT + "')::text");
        return new SampleFacts.RestorePoint(RESTORE_POINT, shop.time("select clock_timestamp()"), lsn);
    }

    private SampleFacts.Archived archived(SampleProduction production, Sql shop, ShopTrade trade) {
        var newest = trade.newestCommit();
        var counts = data.rowCounts(trade.commits().size());
        return new SampleFacts.Archived(newest, production.archive(shop), counts);
    }

    private Path firstBackup() throws IOException {
        try (var backups = Files.list(directory.resolve("backups"))) {
            return backups.sorted().findFirst().orElseThrow();
        }
    }
}
