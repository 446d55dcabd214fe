package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.sample.LivingShop;
import dev.firedrill.testing.NeedsTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Endpoint;

@NeedsTool(MotoServer.PROGRAM)
class HostNamesTest {
    private static final Path STATE = Path.of("target", "test-state").toAbsolutePath();
    private static final String ROLE = "firedrill_check";
    private static final String COUNT = "select count(*)::text from orders";

    private final String password = UUID.randomUUID().toString();

    @TempDir
    private Path directory;

    @Test
    void a_restored_instance_of_moto_is_a_real_database() throws IOException, SQLException {
        try (var shop = LivingShop.start(directory.resolve("shop"), STATE, 200);
                var moto = MotoServer.start(directory);
                var account = moto.administrator()) {
            shop.in(
                    "shop",
                    "create role " + ROLE + " login password '" + password + "'",
                    "grant pg_read_all_data to " + ROLE);
            var names = HostNames.in(directory);
            var restored = restored(account, Integer.parseInt(shop.text("postgres", "show port")));
            var child = ChildQuery.start(
                    names,
                    password,
                    "jdbc:postgresql://%s:%d/shop".formatted(restored.address(), restored.port()),
                    ROLE,
                    COUNT);
            try (var said = child.inputReader()) {
                assertThat(said.readLine()).isEqualTo(ChildQuery.STARTED + " at 127.0.0.1");
                names.add(restored.address());
                assertThat(answer(child, said))
                        .isEqualTo(shop.text("shop", COUNT))
                        .matches("[1-9]\\d*");
            } finally {
                child.destroyForcibly();
            }
        }
    }

    @Test
    void no_other_name_leads_anywhere() throws IOException {
        var names = HostNames.in(directory);
        var child = ChildQuery.start(
                names, password, "jdbc:postgresql://another.aaaaaaaaaa.us-east-1.rds.amazonaws.com/shop", ROLE, COUNT);
        try (var said = child.inputReader()) {
            assertThat(said.readLine()).startsWith(ChildQuery.STARTED);
            assertThat(answer(child, said)).contains("PSQLException");
            assertThat(said.lines()).anyMatch(line -> line.contains("UnknownHostException: another.aaaaaaaaaa"));
        } finally {
            child.destroyForcibly();
        }
    }

    private static Endpoint restored(Administrator account, int port) {
        var rds = account.client(RdsClient.builder());
        ProductionDatabase.make(account, port).snapshot("orders-sunday");
        return rds.restoreDBInstanceFromDBSnapshot(
                        request -> request.dbInstanceIdentifier("firedrill-7").dbSnapshotIdentifier("orders-sunday"))
                .dbInstance()
                .endpoint();
    }

    private static String answer(Process child, BufferedReader said) throws IOException {
        try (var go = child.outputWriter()) {
            go.write('\n');
        }
        return said.readLine();
    }
}
