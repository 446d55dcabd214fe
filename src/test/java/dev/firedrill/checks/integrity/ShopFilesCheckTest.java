package dev.firedrill.checks.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.local.PlantedRun;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daily check of the sample's files is green on the sample and red for each fault. */
class ShopFilesCheckTest {
    @TempDir
    private Path home;

    private final ShopFilesCheck checks = new ShopFilesCheck();
    private Path store;
    private PlantedRun run;

    @BeforeEach
    void copy_the_store() {
        var sample = PracticeShop.sample();
        store = home.resolve("store");
        Command.of("cp", "-a", sample.store().toString(), store.toString()).runOrThrow("copying");
        run = PlantedRun.of(home, "{type: directory, directory: '" + store + "'}", store)
                .with("engine", "objects")
                .with("asOf", sample.facts().asOf().toString());
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        run.close();
    }

    @Test
    void the_sample_is_green() throws Exception {
        var restoration = run.restore();
        var files = files(restoration);
        assertThatCode(() -> {
                    checks.every_file_has_the_digest_that_was_listed(files);
                    checks.no_file_is_missing_and_none_is_extra(files);
                    checks.there_is_content(files);
                    checks.all_was_read_within_30_days(files);
                    checks.the_newest_file_is_recent(restoration);
                })
                .doesNotThrowAnyException();
        assertThat(restoration.backup().orElseThrow().details()).containsEntry("objects", "7");
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void sha256sum_agrees_with_the_list() {
        Command.of("sh", "-c", "cd '" + store + "' && sha256sum --check --strict --quiet SHA256SUMS")
                .runOrThrow("comparing");
    }

    @Test
    void a_flipped_bit_is_red() throws Exception {
        try (var backups = Files.list(store.resolve("base"))) {
            flip(backups.sorted().findFirst().orElseThrow(), 5_000);
        }
        var files = files(run.restore());
        assertThatThrownBy(() -> checks.every_file_has_the_digest_that_was_listed(files))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("FAIL", "1 is altered", "base/base-");
    }

    @Test
    void a_cut_file_is_red() throws Exception {
        plant("truncate -s 100 dumps/orders.csv.gz");
        var files = files(run.restore());
        assertThatThrownBy(() -> checks.every_file_has_the_digest_that_was_listed(files))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dumps/orders.csv.gz");
    }

    @Test
    void a_missing_and_an_extra_file_are_red() throws Exception {
        plant("mv dumps/orders.csv.gz dumps/orders-old.csv.gz");
        var files = files(run.restore());
        assertThatThrownBy(() -> checks.no_file_is_missing_and_none_is_extra(files))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "2 problems", "1 is missing", "dumps/orders.csv.gz", "1 is not on the list", "orders-old");
    }

    @Test
    void empty_files_are_red_though_they_are_listed_as_empty() throws Exception {
        plant(
                "for f in base/* dumps/*; do : > $f; touch -d 2020-01-01 $f; done; sha256sum base/* dumps/* > SHA256SUMS");
        var files = files(run.restore());
        assertThatThrownBy(() -> checks.there_is_content(files))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("all 7 objects are empty");
    }

    @Test
    void a_missing_list_is_inconclusive_for_every_check() throws Exception {
        plant("rm SHA256SUMS");
        assertThat(run.restore().failure()).hasValueSatisfying(failure -> assertThat(failure)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("SHA256SUMS is missing"));
    }

    @Test
    void an_empty_store_is_red_for_every_check() throws Exception {
        plant("rm -rf *");
        assertThat(run.restore().failure())
                .hasValueSatisfying(failure ->
                        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("is empty"));
    }

    @Test
    void old_files_are_red() throws Exception {
        plant("find . -type f -exec touch -d 2020-01-01 {} +");
        var restoration = run.restore();
        assertThatThrownBy(() -> checks.the_newest_file_is_recent(restoration))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("age of the newest backup");
    }

    /** Turned over and not overwritten: what is written might be there already. */
    private static void flip(Path file, int offset) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }

    private void plant(String command) {
        Command.of("bash", "-c", "cd '" + store + "' && " + command).runOrThrow(command);
    }

    private static ObjectsInstance files(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (ObjectsInstance) restoration.instance().orElseThrow();
    }
}
