package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.objects.PlantedStore;
import dev.firedrill.store.ReadRefused;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing, versions and broken connections, against S3Mock. */
class S3StoreTest {
    @TempDir
    private Path home;

    @Test
    void all_pages_are_listed_with_and_without_versions() {
        for (var bucket : new PlantedBucket[] {PlantedBucket.whole(), PlantedBucket.versioned()}) {
            IntStream.range(0, 7).forEach(i -> bucket.write("more/" + i, "x"));
            try (var store = bucket.store(2)) {
                assertThat(store.list())
                        .extracting(object -> object.name().text())
                        .hasSize(12)
                        .doesNotHaveDuplicates()
                        .contains("SHA256SUMS", "dumps/tue.sql", "more/6");
            }
        }
    }

    @Test
    @Exhaustive
    void a_listing_of_more_than_one_full_page_is_whole() {
        var bucket = PlantedBucket.empty();
        IntStream.range(0, 1_003).parallel().forEach(i -> bucket.write("n" + i, "x"));
        try (var store = bucket.store()) {
            assertThat(store.list()).hasSize(1_003);
        }
    }

    @Test
    void an_object_is_looked_for_by_its_whole_name() throws IOException {
        var bucket = PlantedBucket.whole().write("dumps/mon.sql.old", "old");
        try (var store = bucket.store()) {
            assertThat(store.look(StoredName.of("dumps/mon.sql")))
                    .hasValueSatisfying(seen -> assertThat(seen.size()).isEqualTo(6));
            assertThat(store.look(StoredName.of("dumps/mon"))).isEmpty();
        }
    }

    @Test
    void an_object_is_read_from_any_offset() throws IOException {
        try (var store = PlantedBucket.whole().store()) {
            var seen = seen(store, "dumps/tue.sql");
            assertThat(content(store, seen, 0)).isEqualTo("tuesday");
            assertThat(content(store, seen, 4)).isEqualTo("day");
            assertThat(content(store, seen, 7)).isEmpty();
        }
    }

    @Test
    void an_object_that_is_replaced_between_listing_and_reading_is_found() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var store = bucket.store()) {
            var seen = seen(store, "dumps/tue.sql");
            bucket.write("dumps/tue.sql", "tuesdaY");
            assertThatThrownBy(() -> store.open(seen, 0))
                    .isInstanceOfSatisfying(ReadRefused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(ReadRefused.Reason.CHANGED))
                    .hasMessageContaining("replaced since it was listed");
        }
    }

    @Test
    void an_object_that_is_replaced_in_the_middle_of_a_read_is_not_read_on() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var store = bucket.store()) {
            var seen = seen(store, "base/0001.tar");
            store.open(seen, 0).close();
            bucket.write("base/0001.tar", "y".repeat(100_000));
            assertThatThrownBy(() -> store.open(seen, 50_000)).isInstanceOf(ReadRefused.class);
        }
    }

    @Test
    void an_object_that_is_deleted_between_listing_and_reading_is_found() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var store = bucket.store()) {
            var seen = seen(store, "dumps/tue.sql");
            bucket.delete("dumps/tue.sql");
            assertThatThrownBy(() -> store.open(seen, 0))
                    .isInstanceOf(ReadRefused.class)
                    .hasMessageContaining("deleted since it was listed");
        }
    }

    @Test
    void the_version_that_was_listed_is_the_version_that_is_read() throws IOException {
        var bucket = PlantedBucket.versioned();
        try (var store = bucket.store()) {
            var seen = seen(store, "dumps/tue.sql");
            bucket.write("dumps/tue.sql", "another day");
            assertThat(content(store, seen, 0)).isEqualTo("tuesday");
            assertThat(content(store, seen(store, "dumps/tue.sql"), 0)).isEqualTo("another day");
        }
    }

    @Test
    void the_current_version_is_read_and_the_former_ones_are_said() throws IOException {
        var bucket = PlantedBucket.versioned().write("dumps/tue.sql", "someday");
        var reading = bucket.put("dumps/tue.sql", "tuesday").read(home).isGreen();
        assertThat(reading.restoration().log())
                .anyMatch(line -> line.contains("versioning: on"))
                .anyMatch(line ->
                        line.contains("behind the current objects: 2 former versions of 14 bytes, 0 delete markers"));
    }

    @Test
    void a_delete_marker_over_an_object_makes_it_missing_and_is_said() throws IOException {
        var reading = PlantedBucket.versioned()
                .delete("dumps/wed.sql")
                .read(home)
                .isRedOnlyBy(
                        "objects-present",
                        Verdict.FAIL,
                        "1 is missing",
                        "dumps/wed.sql -> deleted at ",
                        "a delete marker lies over it");
        assertThat(reading.restoration().log())
                .anyMatch(line -> line.contains("1 former version of 9 bytes, 1 delete marker"));
    }

    @Test
    void a_connection_that_breaks_is_taken_up_where_it_broke() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var proxy = new BreakingProxy(S3MockServer.shared().endpoint(), 60_000, 1)) {
            bucket.through(proxy.endpoint()).read(home).isGreen();
            assertThat(proxy.asked())
                    .containsPattern("(?i)range: bytes=[1-9][0-9]*-")
                    .containsOnlyOnce("bytes=");
        }
    }

    @Test
    void a_connection_that_breaks_each_time_a_piece_further_on_is_read_to_its_end() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var proxy = new BreakingProxy(S3MockServer.shared().endpoint(), 20_000, Integer.MAX_VALUE)) {
            bucket.through(proxy.endpoint()).read(home).isGreen();
        }
    }

    @Test
    void a_connection_that_breaks_each_time_before_anything_came_is_inconclusive_and_no_damage() throws IOException {
        var bucket = PlantedBucket.whole();
        try (var proxy = new BreakingProxy(S3MockServer.shared().endpoint(), 6_000, Integer.MAX_VALUE)) {
            bucket.through(proxy.endpoint())
                    .read(home)
                    .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is unreadable", "base/0001.tar", "after ");
        }
    }

    @Test
    void a_server_that_is_not_there_is_inconclusive() throws IOException {
        var bucket = PlantedBucket.whole();
        var proxy = new BreakingProxy(S3MockServer.shared().endpoint(), 0, 0);
        proxy.close();
        bucket.through(proxy.endpoint()).read(home).refused(Verdict.INCONCLUSIVE, "cannot list s3://" + bucket.name());
    }

    @Test
    void an_object_that_s3_keeps_no_digest_of_and_the_list_neither_is_inconclusive() throws IOException {
        var bucket = PlantedBucket.empty()
                .putInParts("parts.bin", new byte[6 << 20], 5 << 20, request -> {})
                .write("inventory.json", "[{\"name\": \"parts.bin\"}]");
        PlantedStore.read(home, bucket.backup(", checksums: inventory.json"))
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is listed without a digest", "parts.bin");
    }

    private static StoredObject seen(S3Store store, String name) throws IOException {
        return store.look(StoredName.of(name)).orElseThrow();
    }

    private static String content(S3Store store, StoredObject seen, long offset) throws IOException {
        try (var content = store.open(seen, offset)) {
            return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
