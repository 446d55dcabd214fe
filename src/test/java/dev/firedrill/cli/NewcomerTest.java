package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has a stanza of pgBackRest and nothing else, from the first command to a rule that is red. */
@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "pgbackrest"})
class NewcomerTest {
    @TempDir
    Path production;

    @TempDir
    Path home;

    @Test
    void from_a_stanza_to_a_red_rule() throws IOException {
        var typed = new Typed(home);
        var none = Files.writeString(production.resolve("none.conf"), "");
        try (var cluster = DebianCluster.in(production).start()) {
            cluster.sql("postgres", "create database music");
            cluster.sql("music", "create table track as select n as id, n % 7 as price from generate_series(1, 100) n");
            var repository = PgBackRestRepository.of(cluster).create();
            repository.backup("full");
            var file = repository.configuration().toString();
            typed.run("init", "--pgbackrest", file, "--barman", none.toString(), "--wal-g", none.toString())
                    .isPass()
                    .says("  main:", "Next: firedrill doctor");
            // A backup counts from the full second after its end on.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> typed.run("plan", "main").exitCode() == ExitCode.PASS);
            typed.run("doctor").isPass().says("main\n", "PostgreSQL 15", "Nothing stands in the way of a drill");
            typed.run("plan", "main").isPass().says("full, by itself");
            typed.run("shell", "main").isPass().says("-d music");
            var rule = Files.writeString(home.resolve("free.sql"), "select id from track where price = 0 order by id");
            var tried = typed.run("try", "main", rule.toString());
            assertThat(tried.exitCode()).isEqualTo(ExitCode.FAIL);
            tried.says("FAIL  main · latest · backup ", "14 rows were returned; allowed: 0", "id:  7, 14, 21 ...");
        } finally {
            typed.run("sweep", "--kept", "main").isPass();
        }
        typed.nothingIsLeft();
    }
}
