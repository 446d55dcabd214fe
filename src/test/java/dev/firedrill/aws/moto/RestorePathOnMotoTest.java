package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.process.Command;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Firedrill's own way of a restore, through its guard, as far as moto goes: the snapshot is found, an instance made of it,
 * proven isolated, and given a password. Nothing answers at its address, so that it ends there, unless a real database is
 * put behind its name.
 */
@NeedsTool(MotoServer.PROGRAM)
class RestorePathOnMotoTest {
    private static final String COUNT = "select count(*)::text from orders";

    @TempDir
    private Path home;

    /** It takes as long as its deadline is: so long that a busy host gets as far as to the password. */
    @Test
    @Exhaustive
    void a_snapshot_becomes_an_isolated_instance_of_which_nothing_is_left() throws IOException {
        Files.writeString(home.resolve("ca.pem"), "never looked into: nothing answers");
        try (var moto = MotoServer.start(home);
                var account = moto.administrator()) {
            var production = ProductionDatabase.make(account, 5433);
            production.snapshot("orders-sunday");
            OwnRestore.configure(home, moto, production, "45s");
            var own = OwnRestore.in(home);
            var restoration = own.restore("name:orders-sunday");

            assertThat(restoration.log())
                    .as("the isolated place")
                    .anyMatch(line -> line.contains("isolated: not public, in subnet group restore-isolated"));
            assertThat(restoration.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(restoration.failure().orElseThrow())
                    .hasMessageContaining("logging in to firedrill-")
                    .hasMessageContaining(HostNames.ofInstance("", MotoServer.REGION));
            assertThat(own.isOver()).isTrue();
            productionIsAlone(account);
        }
    }

    @Test
    void with_a_real_database_behind_its_names_moto_restores_real_data() throws Exception {
        try (var database = NamedDatabase.start(home);
                var moto = MotoServer.start(home);
                var account = moto.administrator()) {
            var production = ProductionDatabase.make(account, database.port());
            production.snapshot("orders-sunday");
            OwnRestore.configure(home, moto, production, "5m");
            var said = Command.of(
                            ChildRestore.line(HostNames.in(home), home, "name:orders-sunday", moto.endpoint(), COUNT))
                    .run();

            assertThat(said.output())
                    .contains("isolated: not public, in subnet group restore-isolated")
                    .contains("PASS " + database.text(COUNT))
                    .contains("nothing is left");
            productionIsAlone(account);
        }
    }

    private static void productionIsAlone(Administrator account) {
        assertThat(account.client(RdsClient.builder()).describeDBInstances().dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier)
                .containsExactly(ProductionDatabase.NAME);
    }
}
