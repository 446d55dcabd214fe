package dev.firedrill.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storages of WAL-G are found wherever WAL-G itself would look, and nothing secret is taken along. */
class WalGStoragesTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path home;

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "WALG_S3_PREFIX, s3://bk/billing, billing",
        "WALE_S3_PREFIX, s3://bk/pg/crm/, crm",
        "WALG_GS_PREFIX, gs://bk/billing, billing",
        "WALG_AZ_PREFIX, azure://container/billing, billing",
        "WALG_SWIFT_PREFIX, swift://container/billing, billing",
        "WALG_SSH_PREFIX, ssh://host/billing, billing",
        "WALG_FILE_PREFIX, /backup/billing, billing",
        "WALG_S3_PREFIX, s3://bucket, bucket"
    })
    void a_prefix_of_the_environment_is_written_as_the_key(String name, String value, String system) {
        var found = found(Map.of(name, value, "AWS_SECRET_ACCESS_KEY", "s3cret"));
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.name()).isEqualTo(system);
            assertThat(it.backup()).isEqualTo(Map.of("type", "wal-g", "prefix", value));
            assertThat(it.notes())
                    .singleElement()
                    .asString()
                    .contains(name + " is of this environment", "must stand in a configuration file")
                    .doesNotContain("s3cret");
        });
        assertThat(notes).isEmpty();
    }

    @Test
    void a_password_in_an_address_stays_in_the_environment() {
        var found = found(Map.of("WALG_SSH_PREFIX", "ssh://me:s3cret@host/billing"));
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.backup()).containsEntry("prefix", "${WALG_SSH_PREFIX}");
            assertThat(it.toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void wal_gs_own_setting_comes_before_that_of_wal_e_and_an_empty_one_is_none() {
        assertThat(found(Map.of("WALE_S3_PREFIX", "s3://old/one", "WALG_S3_PREFIX", "s3://new/two")))
                .extracting(FoundSystem::name)
                .containsExactly("two");
        assertThat(found(Map.of("WALG_S3_PREFIX", " ", "PATH", "/bin"))).isEmpty();
    }

    @Test
    void files_are_named_by_config_and_nothing_of_them_is_copied() throws IOException {
        var json = file(
                "a.json", "{\n\t\"WALG_S3_PREFIX\": \"s3://bk/billing\",\n\t\"AWS_SECRET_ACCESS_KEY\": \"s3cret\"}");
        var yaml = file(
                "b.yaml", "walg_gs_prefix: gs://bk/crm # lower case\nPGDATABASE: crm_db\nWALG_DELTA_MAX_STEPS: 6\n");
        var found = WalGStorages.of(List.of(json, yaml), NOTHING, notes);
        assertThat(found).extracting(FoundSystem::name).containsExactly("billing", "crm");
        assertThat(found.get(0).backup()).isEqualTo(Map.of("type", "wal-g", "config", json.toString()));
        assertThat(found.get(0).notes()).isEmpty();
        assertThat(found.get(1).database()).isEqualTo("crm_db");
        assertThat(found.get(1).notes()).singleElement().asString().contains("is the one that wal-g connects to");
        assertThat(found.toString()).doesNotContain("s3cret");
    }

    @Test
    void one_storage_is_found_once() throws IOException {
        var first = file("a.yaml", "WALG_S3_PREFIX: s3://bk/billing");
        var second = file("b.yaml", "WALG_S3_PREFIX: s3://bk/billing");
        var found = WalGStorages.of(List.of(first, second), Map.of("WALG_S3_PREFIX", "s3://bk/billing"), notes);
        assertThat(found).singleElement().satisfies(it -> assertThat(it.backup())
                .containsEntry("config", first.toString())
                .doesNotContainKey("prefix"));
    }

    @Test
    void a_file_without_a_storage_goes_with_that_of_the_environment_or_is_said() throws IOException {
        var credentials = file("a.yaml", "AWS_ACCESS_KEY_ID: me");
        var together = WalGStorages.of(List.of(credentials), Map.of("WALG_S3_PREFIX", "s3://bk/billing"), notes);
        assertThat(together).singleElement().satisfies(it -> {
            assertThat(it.backup())
                    .containsEntry("config", credentials.toString())
                    .containsEntry("prefix", "s3://bk/billing");
            assertThat(it.notes()).isEmpty();
        });
        assertThat(notes).isEmpty();
        assertThat(WalGStorages.of(List.of(credentials), NOTHING, notes)).isEmpty();
        assertThat(notes).singleElement().asString().contains(credentials + " names no storage of WAL-G");
    }

    @ParameterizedTest
    @CsvSource({
        "a.json, WALG_S3_PREFIX=s3cret",
        "a.yaml, 's3cret: ['",
        "a.yaml, s3cret",
        "a.yaml, '!!java.lang.String s3cret: 1'"
    })
    void what_cannot_be_read_is_said_without_a_word_of_it(String name, String text) throws IOException {
        var file = file(name, text);
        assertThat(WalGStorages.of(List.of(file), NOTHING, notes)).isEmpty();
        assertThat(notes).singleElement().asString().startsWith(file.toString()).doesNotContain("s3cret");
    }

    @Test
    void files_are_looked_for_in_etc_and_in_homes() throws IOException {
        var etc = Files.createDirectories(home.resolve("etc/wal-g")).getParent();
        var user = Files.createDirectory(home.resolve("user"));
        var expected = List.of(
                file("etc/wal-g-billing.yaml", ""),
                file("etc/wal-g.json", ""),
                file("etc/wal-g/crm.yml", ""),
                file("user/.walg.json", ""));
        file("etc/wal-g.conf", "");
        file("etc/other.yaml", "");
        Files.createDirectory(etc.resolve("wal-g.yaml"));
        assertThat(new WalGPlaces(etc, List.of(user, home.resolve("nobody"))).files())
                .containsExactlyElementsOf(expected);
    }

    private List<FoundSystem> found(Map<String, String> environment) {
        return WalGStorages.of(List.of(), environment, notes);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }
}
