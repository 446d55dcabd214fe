package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that nobody wrote a rule for: the music store, whole and with an artist deleted behind disabled triggers. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_basebackup")
@NeedsShared(SharedFiles.CHINOOK)
class BuiltInCatalogTest {
    @BuiltInChecks
    static class Backups {}

    @Test
    void a_parent_that_was_deleted_behind_disabled_triggers_is_found_with_no_code(@TempDir Path home) throws Exception {
        try (var production = DebianCluster.in(home).with(Trait.CHINOOK).start()) {
            var backups = production.directory("backups");
            production.run("pg_basebackup", "--pgdata=" + backups.resolve("whole"), "--checkpoint=fast");
            production.sql("alter database chinook set session_replication_role = replica");
            production.sql("delete from artist where artist_id in (1, 2)");
            production.sql("alter database chinook reset session_replication_role");
            production.run("pg_basebackup", "--pgdata=" + backups.resolve("harmed"), "--checkpoint=fast");
        }
        System.setProperty(
                "firedrill.binaries", PlantedBackup.STATE.resolve("binaries").toString());
        var system =
                "  %1$s: {engine: postgresql, database: chinook, backup: {type: base-backup, directory: backups/%1$s},"
                        + " objectives: {rpo: 1h}, restores: {weekly: [latest]}}\n";
        var yaml = "defaults: {workdir: ./w}\nsystems:\n" + system.formatted("whole") + system.formatted("harmed");
        var checks = LaunchedChecks.run(
                Files.writeString(home.resolve("firedrill.yaml"), yaml), "weekly", Map.of(), Backups.class);

        assertThat(checks.red()).containsOnlyKeys("harmed · latest · foreign keys hold");
        assertThat(checks.thrownBy("harmed · latest · foreign keys hold"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  harmed · latest · backup ")
                .hasMessageEndingWith(
                        """
                         · rule catalog-foreign-keys
                        Expecting every foreign key to hold in the data
                        but 1 of 11 foreign keys does not.
                          album_artist_id_fkey of album: 4 of 347 rows name keys that artist does not have
                            album.album_id -> artist_id:  1 -> 1, 2 -> 2, 3 -> 2 ... 4 of 4, all in the report
                        Hint: a foreign key that is VALID was broken after validation: restore damage or disabled triggers.
                        All:  SELECT c.album_id, c.artist_id FROM ONLY album AS c WHERE num_nulls(c.artist_id) = 0\
                         AND NOT EXISTS (SELECT FROM ONLY artist AS p WHERE p.artist_id OPERATOR(pg_catalog.=) c.artist_id);""");
        var whole = checks.run().restorations().stream()
                .filter(it -> it.headline().startsWith("whole"))
                .flatMap(it -> it.rules().stream())
                .filter(rule -> rule.id().startsWith("catalog-"))
                .toList();
        assertThat(whole)
                .extracting(rule -> rule.id())
                .containsExactlyElementsOf(
                        Stream.of(CatalogRule.values()).map(CatalogRule::id).toList());
        assertThat(whole).extracting(rule -> rule.verdict()).containsOnly(Verdict.PASS);
    }
}
