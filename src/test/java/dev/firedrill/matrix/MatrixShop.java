package dev.firedrill.matrix;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.sample.LivingShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The production behind the matrix: its sound backups, and backups that are taken after it was changed. */
final class MatrixShop implements AutoCloseable {
    private static final int ROWS = 10_000;
    private static final String PRISTINE = "shop_as_it_was";
    private static final int SEGMENTS_AFTERWARDS = 4;

    private static final String RELATIONS =
            """
            select c.relname || coalesce('|' || o.relname || '.toast', ''), pg_relation_filepath(c.oid)
            from pg_class c left join pg_class o on o.reltoastrelid = c.oid
            where pg_relation_filepath(c.oid) is not null
            """;

    private final Path home;
    private final LivingShop living;
    private Source sound;
    private Traces traces;

    private MatrixShop(Path home, LivingShop living) {
        this.home = home;
        this.living = living;
    }

    static MatrixShop start(Path home) throws IOException, SQLException {
        // Whose backups some faults put in the place of this one's: they must not be of its future.
        PlantedBackup.sample();
        var shop = new MatrixShop(home, LivingShop.start(home, PlantedBackup.STATE, ROWS));
        try {
            shop.tellItsStory();
            return shop;
        } catch (IOException | SQLException | RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    private void tellItsStory() throws IOException, SQLException {
        living.in("shop", ShopStory.MORE.toArray(String[]::new));
        var backups = Files.createDirectories(home.resolve("sound/backups"));
        living.backup(backups.resolve("base-1"));
        living.in("shop", ShopStory.ORDER, ShopStory.RENAMING);
        living.archive();
        living.backup(backups.resolve("base-2"));
        var relations = relations();
        for (int count = 0; count < SEGMENTS_AFTERWARDS; count++) {
            living.in("shop", ShopStory.ORDER);
            living.archive();
        }
        var wal = Files.createDirectories(home.resolve("sound/wal"));
        move(wal);
        sound = new Source(List.of(backups.resolve("base-1"), backups.resolve("base-2")), wal, living.now(), relations);
        traces = Traces.ofSound(sound);
        living.in("postgres", "alter database shop rename to " + PRISTINE);
    }

    /** Plantings share its files: who writes into one, instead of replacing it, would plant his fault everywhere. */
    boolean isAsItWas() throws IOException {
        return Traces.ofSound(sound).equals(traces);
    }

    /** Two sound backups and their log. */
    Source sound() {
        return sound;
    }

    /**
     * Changes the database, takes a backup of it, and makes it as it was.
     *
     * @param place an empty directory of the caller's
     * @param change what happens to database {@code shop}
     */
    synchronized Source changed(Path place, SqlChange change) throws IOException, SQLException {
        living.in("postgres", "create database shop template " + PRISTINE + " strategy file_copy");
        try {
            change.make(living);
            var backup = Files.createDirectories(place.resolve("backups")).resolve("base-3");
            living.backup(backup);
            var relations = relations();
            living.archive();
            var wal = Files.createDirectories(place.resolve("wal"));
            move(wal);
            return new Source(List.of(backup), wal, living.now(), relations);
        } finally {
            living.in("postgres", "drop database shop with (force)");
        }
    }

    /** What no later backup needs. */
    private void move(Path to) throws IOException {
        try (var files = Files.list(living.wal())) {
            for (var file : files.toList()) {
                Files.move(file, to.resolve(file.getFileName()));
            }
        }
    }

    private Map<String, String> relations() throws SQLException {
        var found = new TreeMap<String, String>();
        try (var connection = living.connect("shop");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                var names = rows.getString(1).split("\\|");
                found.put(names[names.length - 1], rows.getString(2));
            }
        }
        return found;
    }

    @Override
    public void close() {
        living.close();
    }
}
