package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a store is found, and said in words of its own. */
class ObjectFaultsTest {
    @TempDir
    private Path home;

    private PlantedStore store;

    @BeforeEach
    void plant() throws IOException {
        store = PlantedStore.in(home);
    }

    @Test
    void an_unharmed_store_is_green_and_says_how_much_was_read() throws IOException {
        var reading = store.read().isGreen();
        assertThat(reading.rule("objects-digests").description())
                .contains("4 of 4 objects read in this run, 100.0 % within 30 days");
        assertThat(reading.instance().bytes()).isEqualTo(100_000 + 6 + 7 + 9);
        assertThat(reading.restoration().rto()).isEmpty();
        assertThat(reading.restoration().rpo()).isEmpty();
        assertThat(reading.restoration().missedObjectives()).isEmpty();
        assertThat(reading.restoration().headline()).contains("archive · latest · backup SHA256SUMS-", "read in place");
    }

    @Test
    void an_altered_object_is_found_though_its_size_and_time_are_the_same() throws IOException {
        var file = store.file("dumps/tue.sql");
        var time = Files.getLastModifiedTime(file);
        store.write("dumps/tue.sql", "tuesdaY");
        Files.setLastModifiedTime(file, time);
        store.read()
                .isRedOnlyBy(
                        "objects-digests", Verdict.FAIL, "1 is altered", "dumps/tue.sql -> SHA-256", "4 of 4 objects");
    }

    @Test
    void a_missing_object_is_found() throws IOException {
        Files.delete(store.file("dumps/wed night.sql"));
        store.read()
                .isRedOnlyBy(
                        "objects-present", Verdict.FAIL, "1 is missing, of 4 listed objects", "dumps/wed night.sql");
    }

    @Test
    void objects_of_every_day_are_read_because_the_list_names_them() throws IOException {
        store.shell(
                        "for d in 2026-11-20 2026-11-21 2031-01-01; do mkdir $d; echo $d > $d/backup; touch -d 2026-11-20 $d/backup; done")
                .list();
        assertThat(store.read().isGreen().instance().inspection().read().objects())
                .isEqualTo(7);
        store.shell("echo x > 2026-11-20/backup");
        store.read().isRedOnlyBy("objects-digests", Verdict.FAIL, "2026-11-20/backup");
    }

    @Test
    void an_extra_object_is_found() throws IOException {
        store.write("dumps/sun.sql", "sunday");
        store.read().isRedOnlyBy("objects-listed", Verdict.FAIL, "1 is not on the list", "dumps/sun.sql -> 6 bytes");
    }

    @Test
    void an_object_cut_short_is_altered_where_its_size_is_not_known() throws IOException {
        cut("base/0001.tar", 4096);
        store.read().isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "base/0001.tar");
    }

    @Test
    void an_object_cut_short_is_truncated_where_its_size_is_known() throws IOException {
        inventory("\"size\": 100000,");
        cut("base/0001.tar", 4096);
        store.with("checksums: inventory.json").shell("rm -rf dumps SHA256SUMS");
        var reading = store.read().judged();
        assertThat(reading.rule("objects-sizes").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(reading.rule("objects-sizes").message())
                .contains("1 is truncated", "base/0001.tar -> 4,096 of 100,000 bytes");
        assertThat(reading.rule("objects-digests").message()).contains("FAIL", "1 is truncated");
    }

    @Test
    void an_object_that_grew_is_longer_than_listed() throws IOException {
        inventory("\"size\": 100000,");
        store.with("checksums: inventory.json").shell("rm -rf dumps SHA256SUMS; echo more >> base/0001.tar");
        var reading = store.read().judged();
        assertThat(reading.rule("objects-sizes").message())
                .contains("FAIL", "1 is longer than listed", "100,005 of 100,000 bytes");
    }

    @Test
    void an_object_without_a_digest_is_inconclusive_and_never_passed() throws IOException {
        Files.writeString(store.file("inventory.json"), "[{\"name\": \"base/0001.tar\", \"size\": 100000}]");
        store.with("checksums: inventory.json").shell("rm -rf dumps SHA256SUMS");
        var reading = store.read().judged();
        assertThat(reading.rule("objects-digests").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(reading.rule("objects-digests").message()).contains("1 is listed without a digest", "base/0001.tar");
        assertThat(reading.restoration().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void an_object_that_this_user_may_not_read_is_unreadable_and_not_altered() {
        store.shell("chmod 000 dumps/mon.sql");
        assertThat(InspectedStore.in(home, InspectedStore.WITHOUT_PRIVILEGES))
                .contains("read 100016 bytes, faults: [1 is unreadable]", "AccessDeniedException");
    }

    @Test
    void a_directory_that_this_user_may_not_enter_makes_all_inconclusive_and_nothing_missing() {
        store.shell("chmod 000 dumps");
        try {
            assertThat(InspectedStore.in(home, InspectedStore.WITHOUT_PRIVILEGES))
                    .contains("INCONCLUSIVE  no permission for", "/store/dumps")
                    .doesNotContain("missing");
        } finally {
            store.shell("chmod 755 dumps");
        }
    }

    @Test
    void an_empty_store_fails() throws IOException {
        store.shell("rm -rf base dumps");
        store.read().refused(Verdict.FAIL, "is empty", "found none");
    }

    @Test
    void a_store_that_does_not_exist_fails() throws IOException {
        store.shell("rm -rf '" + store.directory() + "'");
        store.read().refused(Verdict.FAIL, "does not exist");
    }

    @Test
    void a_store_that_holds_only_directories_fails() throws IOException {
        store.shell("rm -rf base dumps SHA256SUMS; mkdir -p base/0001 dumps");
        store.read().refused(Verdict.FAIL, "is empty");
    }

    @Test
    void a_missing_list_is_inconclusive() throws IOException {
        Files.delete(store.file("SHA256SUMS"));
        store.read().refused(Verdict.INCONCLUSIVE, "SHA256SUMS is missing", "no object can be verified");
    }

    @Test
    void an_empty_list_is_inconclusive() throws IOException {
        Files.writeString(store.file("SHA256SUMS"), "");
        store.read().refused(Verdict.INCONCLUSIVE, "names no object");
    }

    @Test
    void a_list_of_remarks_only_is_inconclusive() throws IOException {
        Files.writeString(store.file("SHA256SUMS"), "# none\n\n");
        store.read().refused(Verdict.INCONCLUSIVE, "names no object");
    }

    @Test
    void a_list_that_is_a_link_or_a_pipe_is_not_read() throws IOException {
        store.shell("mv SHA256SUMS ../real; ln -s ../real SHA256SUMS");
        store.read().refused(Verdict.INCONCLUSIVE, "SHA256SUMS cannot be read", "a symbolic link");
        store.shell("rm SHA256SUMS; mkfifo SHA256SUMS");
        store.read().refused(Verdict.INCONCLUSIVE, "a pipe");
    }

    @Test
    void objects_that_are_all_empty_fail_though_their_digests_fit() throws IOException {
        store.shell("for f in base/* dumps/*; do : > \"$f\"; done").list();
        store.read().isRedOnlyBy("objects-not-empty", Verdict.FAIL, "all 4 objects are empty");
    }

    @Test
    void the_digest_of_no_bytes_does_not_fit_an_object_that_has_some() throws IOException {
        store.shell("sed -i 's|^[0-9a-f]*  ./base/0001.tar|"
                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                + "  ./base/0001.tar|' SHA256SUMS");
        store.read().isRedOnlyBy("objects-digests", Verdict.FAIL, "the list was made while the object was empty");
    }

    @Test
    void a_list_that_names_itself_is_no_fault() throws IOException {
        store.shell("rm SHA256SUMS; find . -type f -print0 | xargs -0 sha256sum > /dev/null;"
                + " { find . -type f -print0 | xargs -0 sha256sum; sha256sum /dev/null | sed 's|/dev/null|SHA256SUMS|'; } > ../l;"
                + " mv ../l SHA256SUMS");
        assertThat(store.read().isGreen().restoration().log()).anyMatch(line -> line.contains("the list names itself"));
    }

    @Test
    void a_link_in_place_of_an_object_fails_even_if_its_content_fits() throws IOException {
        store.shell("mv dumps/mon.sql ../mon.sql; ln -s ../../mon.sql dumps/mon.sql");
        store.read().isRedOnlyBy("objects-present", Verdict.FAIL, "1 is no file", "dumps/mon.sql -> a symbolic link");
    }

    @Test
    void a_directory_behind_a_link_is_not_followed() throws IOException {
        store.shell("mv dumps ../outside; ln -s ../outside dumps");
        var reading = store.read().judged();
        assertThat(reading.rule("objects-present").message()).contains("FAIL", "3 are missing");
        assertThat(reading.rule("objects-listed").message()).contains("FAIL", "dumps -> a symbolic link");
    }

    @Test
    @Timeout(60)
    void a_pipe_in_place_of_an_object_fails_and_does_not_block() throws IOException {
        store.shell("rm dumps/mon.sql; mkfifo dumps/mon.sql");
        store.read().isRedOnlyBy("objects-present", Verdict.FAIL, "1 is no file", "a pipe, a socket or a device");
    }

    @Test
    void a_directory_in_place_of_an_object_fails() throws IOException {
        store.shell("rm dumps/mon.sql; mkdir dumps/mon.sql");
        store.read().isRedOnlyBy("objects-present", Verdict.FAIL, "dumps/mon.sql -> a directory");
    }

    @Test
    void a_link_within_the_store_that_is_on_no_list_is_left_alone() throws IOException {
        store.shell("ln -s base/0001.tar latest");
        store.read().isGreen();
    }

    @Test
    void a_link_out_of_the_store_is_extra() throws IOException {
        store.shell("ln -s /etc/passwd latest");
        store.read().isRedOnlyBy("objects-listed", Verdict.FAIL, "latest -> a symbolic link");
    }

    @Test
    void an_old_store_misses_its_objective() throws IOException {
        store.shell("find . -type f -exec touch -d '3 days ago' {} +");
        var reading = store.read().judged();
        assertThat(reading.restoration().verdict()).isEqualTo(Verdict.FAIL);
        assertThatThrownBy(() -> reading.restoration().assertThat().hasRecentBackup())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("age of the newest backup", "26h");
    }

    @Test
    void a_new_list_does_not_make_old_objects_young() throws IOException {
        store.shell("find . -type f -exec touch -d '3 days ago' {} +").list();
        assertThat(store.read().judged().restoration().missedObjectives()).isNotEmpty();
    }

    @Test
    void a_new_inventory_does_not_make_old_objects_young_nor_does_copying_them() throws IOException {
        var madeAt = "\"madeAt\": \"%s\", \"objects\"";
        inventory("");
        var inventory = Files.readString(store.file("inventory.json"));
        store.with("checksums: inventory.json").shell("rm -rf dumps SHA256SUMS; touch -d '3 days ago' base/0001.tar");
        Files.writeString(
                store.file("inventory.json"), inventory.replace("\"objects\"", madeAt.formatted(Instant.now())));
        assertThat(store.read().judged().restoration().missedObjectives()).isNotEmpty();
        store.shell("touch base/0001.tar");
        assertThat(store.read().isGreen().restoration().missedObjectives()).isEmpty();
        var old = Instant.now().minus(Duration.ofDays(3));
        Files.writeString(store.file("inventory.json"), inventory.replace("\"objects\"", madeAt.formatted(old)));
        assertThat(store.read().judged().restoration().missedObjectives()).isNotEmpty();
    }

    @Test
    void a_weak_digest_is_said_to_be_weak() throws IOException {
        store.with("checksums: MD5SUMS")
                .shell("rm SHA256SUMS; find . -type f -print0 | xargs -0 md5sum > ../m; mv ../m MD5SUMS");
        assertThat(store.read().isGreen().restoration().log())
                .anyMatch(line -> line.contains("4 objects: MD5 finds damage"));
    }

    @Test
    void an_object_of_the_future_is_inconclusive() throws IOException {
        store.shell("touch -d '2 days' base/0001.tar");
        store.read().refused(Verdict.INCONCLUSIVE, "age of the objects", "base/0001.tar");
    }

    private void cut(String name, long size) throws IOException {
        try (var channel = FileChannel.open(store.file(name), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** An inventory of the base backup alone. */
    private void inventory(String more) throws IOException {
        var digest = Files.readAllLines(store.file("SHA256SUMS")).stream()
                .filter(line -> line.endsWith("base/0001.tar"))
                .findFirst()
                .orElseThrow()
                .substring(0, 64);
        Files.writeString(
                store.file("inventory.json"),
                "{\"objects\": [{\"name\": \"base/0001.tar\", %s \"digest\": \"%s\"}]}".formatted(more, digest));
    }
}
