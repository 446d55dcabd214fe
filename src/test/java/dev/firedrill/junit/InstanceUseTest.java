package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.firedrill.local.LocalPlatform;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.PracticeShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a check may do with an instance, and what a person may who has it kept. */
class InstanceUseTest {
    private static Restoration seen;

    @TempDir
    private Path directory;

    private EngineExecutionResults run(Class<?> type, Map<String, String> parameters) throws Exception {
        var configuration = PracticeShop.configuration(directory, "    instances: run\n");
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .configurationParameter("firedrill.config", configuration.toString())
                .configurationParameters(parameters)
                .execute();
    }

    private static int update(PostgresInstance instance, String... statements) throws SQLException {
        try (var connection = instance.connect();
                var statement = connection.createStatement()) {
            int count = 0;
            for (var sql : statements) {
                count = statement.executeUpdate(sql);
            }
            return count;
        }
    }

    @Test
    void a_check_that_writes_is_refused_by_the_server() throws Exception {
        run(Reading.class, Map.of()).testEvents().assertStatistics(statistics -> statistics.succeeded(3));
    }

    @Restore("shop")
    static class Reading {
        @Test
        void a_write_is_refused(PostgresInstance shop) {
            assertThatThrownBy(() -> update(shop, "delete from order_items"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only transaction");
        }

        @Test
        void a_write_is_refused_even_if_the_check_asks_for_a_writing_transaction(PostgresInstance shop) {
            assertThatThrownBy(() -> update(shop, "set default_transaction_read_only = off", "delete from order_items"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for table order_items");
        }

        @Test
        void the_role_is_no_superuser_and_cannot_become_one(PostgresInstance shop) {
            assertThatThrownBy(() -> update(shop, "set role postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied to set role");
        }
    }

    @Test
    void what_an_exclusive_class_writes_is_seen_by_no_other() throws Exception {
        run(WritingThenReading.class, Map.of()).testEvents().assertStatistics(statistics -> statistics.succeeded(2));
    }

    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    static class WritingThenReading {
        @Nested
        @Order(1)
        @Restore(value = "shop", exclusive = true)
        class Writer {
            @Test
            void writes(PostgresInstance shop) throws SQLException {
                assertThat(update(shop, "update customers set name = 'written by a check'"))
                        .isPositive();
            }
        }

        @Nested
        @Restore("shop")
        class Reader {
            @Test
            void sees_none_of_it(PostgresInstance shop) {
                assertThat(shop).table("customers").hasNoRowsWhere("name = 'written by a check'");
            }
        }
    }

    @Test
    void a_failed_class_leaves_its_instance_running_if_that_was_asked_for() throws Exception {
        run(Failing.class, Map.of("firedrill.keep", "on-failure"));

        assertThat(seen.disposal()).isEqualTo(Restoration.Disposal.KEPT);
        var instance = seen.instance().orElseThrow();
        var words = instance.connection().split(" ");
        var passwordFile = Path.of(words[0].substring("PGPASSFILE=".length()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)))
                .isEqualTo("rw-------");
        var password = Files.readString(passwordFile).strip().split(":")[4];
        assertThat(instance.connection()).doesNotContain(password);
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + words[5] + "/shop", "firedrill_check", password)) {
            assertThat(connection.isValid(5)).isTrue();
        }
        discardAsThePersonIsTold(instance.discarding());
    }

    private void discardAsThePersonIsTold(String command) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
        var platform = new LocalPlatform();
        var entries = new Ledger(directory.resolve(".firedrill/ledger")).entries();
        assertThat(entries).isNotEmpty().allMatch(entry -> entry.kept());
        await().until(() -> entries.stream().noneMatch(platform::exists));
    }

    @Test
    void a_class_that_passes_leaves_nothing_even_then() throws Exception {
        run(Passing.class, Map.of("firedrill.keep", "on-failure"));

        assertThat(seen.disposal()).isEqualTo(Restoration.Disposal.DISCARDED);
        assertThat(directory.resolve("w")).isEmptyDirectory();
    }

    @Restore("shop")
    static class Failing {
        @Test
        void is_broken(Restoration restoration, PostgresInstance shop) {
            seen = restoration;
            assertThat(shop).table("orders").hasRowCountBetween(0, 1);
        }
    }

    @Restore("shop")
    static class Passing {
        @Test
        void holds(Restoration restoration, PostgresInstance shop) {
            seen = restoration;
            assertThat(shop).table("orders").isNotEmpty();
        }
    }
}
