package dev.firedrill.postgres.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "pgbackrest"})
@Exhaustive
class PgBackRestRepositoryTest {
    @TempDir
    Path home;

    @Test
    void an_encrypted_and_a_second_repository_hold_backups_and_log() throws Exception {
        try (var cluster = DebianCluster.in(home).with(Trait.TABLESPACE).start()) {
            var repository =
                    PgBackRestRepository.of(cluster).encrypted().second().create();

            var full = repository.backup("full");
            var increment = repository.backup("incr");
            var second = repository.backup("full", 2);
            var segment = cluster.archiveSegment();

            var info = repository.info().path(0);
            assertThat(info.path("status").path("code").asInt()).isZero();
            assertThat(info.path("backup").findValuesAsText("label")).containsExactly(full, increment, second);
            assertThat(info.path("backup").findValuesAsText("type")).containsExactly("full", "incr", "full");
            assertThat(info.path("repo").findValuesAsText("cipher")).containsExactly("aes-256-cbc", "none");
            assertThat(info.path("archive").findValuesAsText("max")).containsExactly(segment, segment);
            assertThat(Files.readAllBytes(repository.repository(1).resolve("backup/main/backup.info")))
                    .startsWith("Salted__".getBytes());
        }
    }
}
