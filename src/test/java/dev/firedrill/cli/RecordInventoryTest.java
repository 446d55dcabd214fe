package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that records an inventory, on a living source. */
class RecordInventoryTest {
    @TempDir
    static Path home;

    private static PostgresServer source;
    private static Typed typed;
    private static String from;

    @BeforeAll
    static void start() throws IOException, SQLException {
        var binaries = PostgresBinaries.bundled(PlantedBackup.STATE);
        NewCluster.create(binaries, home.resolve("data"));
        source = PostgresServer.start(
                binaries, home.resolve("data"), home.resolve("run"), "postgres", ServerSettings.ofThrowawayServer());
        source.awaitReady(() -> false);
        try (var connection = source.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create table orders(id int); insert into orders values (1), (2)");
            statement.execute("create unlogged table scratch(id int)");
        }
        typed = Typed.on(home);
        from = "postgresql:///postgres?user=postgres&host=%s&port=%d"
                .formatted(source.socket().getParent(), source.port());
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void what_is_recorded_goes_where_the_system_says_and_is_told() throws IOException {
        typed.configured("    database: postgres\n    inventory: inv/shop.json\n");
        typed.run("inventory", "shop", "--from", from)
                .isPass()
                .says(
                        "Recorded shop at 0/",
                        " on timeline 1 (",
                        ": 2 tables with 2 rows, 0 sequences, ",
                        "on the primary, between two equal snapshots",
                        "into " + home.resolve("inv/shop.json"),
                        "without rows of UNLOGGED tables, which no backup has: public.scratch",
                        "restores: {monthly: [inventory]}");
        var inventory = Inventory.read(home.resolve("inv/shop.json"));
        assertThat(inventory.origin().system()).isEqualTo("shop");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("inv/shop.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_can_be_named_and_what_is_to_do_then_is_said() throws IOException {
        typed.configured("    database: postgres\n");
        var file = home.resolve("elsewhere.json");
        typed.run("inventory", "shop", "--from", from, "--output", file.toString())
                .isPass()
                .says("Next: add inventory: " + file + " to system shop");
        assertThat(file).exists();
    }

    @Test
    void a_user_is_told_of_mistakes() throws IOException {
        typed.configured("    database: postgres\n");
        typed.run("inventory", "shop", "--from", from).isMistake("says nowhere where its inventory lies", "Remedy: ");
        typed.run("inventory", "shop").isMistake("Missing required option: '--from=URL'");
        typed.configured("    database: postgres\n    inventory: shop.json\n");
        typed.run("inventory", "shop", "--from", "postgresql://me:secret@db/shop")
                .isMistake("a password stands in it", "PGPASSWORD");
        typed.run("inventory", "shop", "--from", from, "--wait", "long")
                .isMistake("--wait", "cannot read the duration");
        typed.run("inventory", "shop", "--from", from, "--connections", "0").isMistake("--connections");
        typed.configured("    database: shop\n    inventory: shop.json\n");
        typed.run("inventory", "shop", "--from", from)
                .isMistake("it leads to database [postgres], and checks of [shop] look at [shop]");
        assertThat(home.resolve("shop.json")).doesNotExist();
    }

    @Test
    void a_source_that_does_not_answer_is_inconclusive() throws IOException {
        typed.configured("    database: postgres\n    inventory: none.json\n");
        typed.run("inventory", "shop", "--from", "postgresql://postgres@127.0.0.1:1/postgres")
                .isInconclusive("INCONCLUSIVE  no inventory: reading the source: 08001 ");
        assertThat(home.resolve("none.json")).doesNotExist();
    }
}
