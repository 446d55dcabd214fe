package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.OddShop;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Things of production that a restored instance holds and must not act upon: it calls nobody and lets nobody in. */
@Exhaustive
class OddProductionTest {
    private static ServerSocketChannel upstream;
    private static PlantedRun run;
    private static Restoration restoration;
    private static Path home;

    @BeforeAll
    static void make_an_odd_production(@TempDir Path directory) throws Exception {
        home = directory;
        upstream = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        upstream.configureBlocking(false);
        var asOf = OddShop.make(
                home,
                PlantedBackup.STATE,
                1_000,
                "create role shopkeeper login superuser password 'of production'",
                "create unlogged table carts(id int)",
                "insert into carts values (1)",
                "create function angry() returns event_trigger language plpgsql as"
                        + " $$begin raise exception 'an event trigger of production was run'; end$$",
                "create event trigger angry on ddl_command_start execute function angry()",
                "set event_triggers = off",
                "create subscription calls_home connection 'host=127.0.0.1 port="
                        + upstream.socket().getLocalPort() + " user=x dbname=x' publication p with (connect = false)",
                "alter subscription calls_home enable",
                "create extension postgres_fdw",
                "create server production foreign data wrapper postgres_fdw options (host '127.0.0.1', port '"
                        + upstream.socket().getLocalPort() + "', dbname 'shop', connect_timeout '2')",
                "create user mapping for public server production options (user 'x', password 'x')",
                "create foreign table elsewhere(id int) server production",
                "create view looks_local as select * from elsewhere",
                "create table parted(id int) partition by list (id)",
                "create foreign table part partition of parted for values in (1) server production",
                "alter database shop set zero_damaged_pages = on",
                "alter database shop set ignore_checksum_failure = on",
                "alter database shop set event_triggers = on",
                "alter database shop set default_transaction_read_only = off");
        run = PlantedRun.of(home).with("asOf", asOf.toString());
        restoration = run.restore();
    }

    @AfterAll
    static void all_is_gone() throws Exception {
        run.close();
        upstream.close();
    }

    @Test
    void neither_triggers_nor_subscriptions_keep_it_from_being_restored() {
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_subscription_does_not_call_its_publisher() throws Exception {
        assertThat(PlantedRun.number(restoration, "select count(*) from pg_stat_subscription where pid is not null"))
                .isZero();
        assertThat(upstream.accept()).as("nobody has called").isNull();
    }

    @Test
    void a_password_of_production_opens_nothing() {
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "shopkeeper", "of production"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no pg_hba.conf entry");
    }

    /** Even where production lets every transaction of the database write. */
    @Test
    void a_check_cannot_write() {
        assertThatThrownBy(() -> {
                    try (var connection = shop().connect();
                            var statement = connection.createStatement()) {
                        statement.execute("set default_transaction_read_only = off");
                        statement.execute("delete from customers");
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "looks_local", "parted"})
    void a_table_of_another_server_is_not_read(String table) throws IOException {
        assertThatThrownBy(() -> PlantedRun.number(restoration, "select count(*) from " + table))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("foreign table is restricted");
        assertThat(upstream.accept()).as("nobody has called").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero_damaged_pages", "ignore_checksum_failure", "event_triggers"})
    void a_setting_of_production_that_hides_damage_or_acts_is_off_for_checks(String setting) throws SQLException {
        assertThat(PlantedRun.number(
                        restoration,
                        "select count(*) from pg_settings where name = '" + setting + "' and setting = 'off'"))
                .isEqualTo(1);
    }

    /** It lets nobody connect who is not named, and nobody write who does not ask for it. */
    @Test
    void a_hardened_production_can_be_judged(@TempDir Path other) throws Exception {
        var asOf = OddShop.make(
                other,
                PlantedBackup.STATE,
                1_000,
                "revoke all on database shop from public",
                "alter database shop set default_transaction_read_only = on");
        try (var hardened = PlantedRun.of(other).with("asOf", asOf.toString())) {
            var restored = hardened.restore();
            assertThat(restored.failure()).isEmpty();
            assertThat(PlantedRun.number(restored, "select count(*) from customers"))
                    .isPositive();
        }
    }

    /** A person copies these lines; a shell must not read more into them than was meant. */
    @Test
    void a_work_directory_of_any_name_can_be_used_and_discarded_by_hand(@TempDir Path other) throws Exception {
        var planted = PlantedBackup.in(other);
        var work = other.resolve("my work; $(touch x)");
        try (var run = PlantedRun.of(planted.home()).in(work)) {
            var instance = (PostgresInstance) run.restore().instance().orElseThrow();
            assertThat(instance.connection()).contains("PGPASSFILE='" + work);
            Command.of("sh", "-c", instance.discarding()).runOrThrow("discarding by hand");
            assertThat(work).isEmptyDirectory();
        }
    }

    @Test
    void unlogged_tables_come_back_empty_as_no_backup_holds_them() throws SQLException {
        assertThat(PlantedRun.number(restoration, "select count(*) from carts")).isZero();
    }

    @Test
    void it_listens_on_the_loopback_interface_alone() throws SQLException {
        assertThat(PlantedRun.number(
                        restoration,
                        "select count(*) from pg_settings where name = 'listen_addresses' and setting = '127.0.0.1'"))
                .isEqualTo(1);
    }

    /** With a password of production it could log in, since ours may. */
    @Test
    void a_role_of_production_that_is_called_as_ours_is_refused(@TempDir Path other) throws Exception {
        var asOf = OddShop.make(
                other, PlantedBackup.STATE, 1_000, "create role firedrill_writer login superuser password 'x'");
        try (var refusing = PlantedRun.of(other).with("asOf", asOf.toString())) {
            refusing.cannotTell("has a role of ours already: firedrill_writer", "Remedy: drop");
        }
    }

    private static PostgresInstance shop() {
        return (PostgresInstance) restoration.instance().orElseThrow();
    }

    private static String url() throws IOException {
        var port = Pattern.compile("-p (\\d+)").matcher(shop().connection());
        assertThat(port.find()).isTrue();
        return "jdbc:postgresql://127.0.0.1:" + port.group(1) + "/shop";
    }
}
