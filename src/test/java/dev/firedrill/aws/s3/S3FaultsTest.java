package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.objects.PlantedStore;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a bucket is found, and said in words of its own: faults 37 to 40 of the source procedures, and more. */
class S3FaultsTest {
    @TempDir
    private Path home;

    @Test
    void an_unharmed_bucket_is_green_and_its_protection_is_said() throws IOException {
        var reading = PlantedBucket.whole().read(home).isGreen();
        assertThat(reading.rule("objects-digests").description())
                .contains("4 of 4 objects read in this run, 100.0 % within 30 days");
        assertThat(reading.instance().bytes()).isEqualTo(100_000 + 6 + 7 + 9);
        assertThat(reading.restoration().log())
                .anyMatch(line -> line.contains("versioning: off"))
                .anyMatch(line -> line.contains("object lock: none"))
                .anyMatch(line -> line.contains("5 objects: digest that S3 keeps: CRC32"));
    }

    @Test
    void a_missing_object_is_found() throws IOException {
        PlantedBucket.whole()
                .delete("dumps/wed night.sql")
                .read(home)
                .isRedOnlyBy(
                        "objects-present", Verdict.FAIL, "1 is missing, of 4 listed objects", "dumps/wed night.sql");
    }

    @Test
    void an_extra_object_is_found() throws IOException {
        PlantedBucket.whole()
                .write("dumps/sun.sql", "sunday")
                .read(home)
                .isRedOnlyBy("objects-listed", Verdict.FAIL, "1 is not on the list", "dumps/sun.sql -> 6 bytes");
    }

    @Test
    void an_altered_object_is_found_though_its_size_is_the_same() throws IOException {
        PlantedBucket.whole()
                .write("dumps/tue.sql", "tuesdaY")
                .read(home)
                .isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "dumps/tue.sql -> SHA-256");
    }

    @Test
    void a_truncated_object_is_found() throws IOException {
        PlantedBucket.whole()
                .write("base/0001.tar", "x".repeat(4_096))
                .read(home)
                .isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "base/0001.tar");
    }

    @Test
    void an_empty_prefix_fails_and_prints_no_success() throws IOException {
        PlantedBucket.empty().read(home).refused(Verdict.FAIL, "is empty", "found none");
    }

    @Test
    void a_bucket_that_does_not_exist_fails() throws IOException {
        var bucket = PlantedBucket.empty();
        bucket.client().deleteBucket(request -> request.bucket(bucket.name()));
        bucket.read(home).refused(Verdict.FAIL, "the bucket " + bucket.name() + " does not exist");
    }

    @Test
    void a_missing_list_is_inconclusive() throws IOException {
        PlantedBucket.whole()
                .delete("SHA256SUMS")
                .read(home)
                .refused(Verdict.INCONCLUSIVE, "SHA256SUMS is missing", "no object can be verified");
    }

    @Test
    void an_object_without_any_date_in_its_name_is_read_because_the_list_names_it() throws IOException {
        var reading = PlantedBucket.whole()
                .put("1999-12-31/old", "old")
                .list()
                .read(home)
                .isGreen();
        assertThat(reading.rule("objects-digests").description()).contains("5 of 5 objects read");
    }

    @Test
    void names_with_blanks_umlauts_and_signs_are_one_name_each() throws IOException {
        var bucket = PlantedBucket.whole();
        for (var name : new String[] {"a  b/ c", "größe ✓.txt", "50% + 1 & 2?=#.txt", "quote'\"", "p".repeat(1_020)}) {
            bucket.put(name, name);
        }
        bucket.list();
        assertThat(bucket.read(home).judged().rule("objects-digests").message()).isEmpty();
    }

    @Test
    void a_gzipped_object_is_compared_as_it_is_stored() throws IOException {
        var content = "no gzip at all".getBytes(StandardCharsets.UTF_8);
        PlantedBucket.whole()
                .put("page.html", content, request -> request.contentEncoding("gzip"))
                .list()
                .read(home)
                .isGreen();
    }

    @Test
    void a_folder_of_the_console_is_no_extra_object_but_bytes_under_such_a_name_are() throws IOException {
        var bucket = PlantedBucket.whole().write("dumps/", "");
        assertThat(bucket.read(home).isGreen().restoration().log())
                .anyMatch(line -> line.contains("left out: 1 folder"));
        bucket.write("base/", "hidden").read(home).isRedOnlyBy("objects-listed", Verdict.FAIL, "base/ -> 6 bytes");
    }

    @Test
    void an_altered_object_is_found_by_the_checksum_of_s3_though_its_etag_and_size_are_the_same() throws IOException {
        var bucket = PlantedBucket.whole();
        bucket.write("inventory.json", "[{\"name\": \"base/0001.tar\", \"size\": 100000}]")
                .delete("dumps/mon.sql")
                .delete("dumps/tue.sql")
                .delete("dumps/wed night.sql")
                .delete("SHA256SUMS");
        PlantedStore.read(home, bucket.backup(", checksums: inventory.json"))
                .isRedOnlyBy("objects-digests", Verdict.WARN, "that finds rot, not replacement");
        bucket.rot("x".repeat(100_000));
        PlantedStore.read(home, bucket.backup(", checksums: inventory.json"))
                .isRedOnlyBy(
                        "objects-digests", Verdict.FAIL, "1 is altered", "base/0001.tar -> CRC32 ", ", S3 stored ");
    }

    @Test
    void both_digests_must_hold_that_of_the_list_and_that_of_s3() throws IOException {
        PlantedBucket.whole()
                .rot("tuesday")
                .listAs("dumps/tue.sql", "tuerday")
                .read(home)
                .isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "dumps/tue.sql -> CRC32 ");
    }

    @Test
    void a_list_that_has_rotted_is_not_believed() throws IOException {
        var bucket = PlantedBucket.whole();
        bucket.rot(bucket.listed());
        bucket.read(home).refused(Verdict.INCONCLUSIVE, "SHA256SUMS cannot be read", "it is altered: CRC32 ");
    }
}
