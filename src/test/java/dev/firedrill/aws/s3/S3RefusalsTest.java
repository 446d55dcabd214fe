package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.objects.PlantedStore;
import dev.firedrill.store.StoredName;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way is told apart, and nothing that was not verified passes. Played by a stub. */
class S3RefusalsTest {
    private static final String BY_NAME_ONLY = "[{\"name\": \"one\"}]";

    @TempDir
    private Path home;

    private StubS3 stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubS3();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void an_unharmed_prefix_is_green() throws IOException {
        stub.put(one()).list().read(home, "").isGreen();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 AccessDenied | no permission | s3:ListBucket",
                "403 ExpiredToken | the credentials are refused | renew them",
                "403 SignatureDoesNotMatch | the credentials are refused | profile:",
                "503 SlowDown | S3 throttles | readers:",
                "301 PermanentRedirect | in another region | region: eu-south-2",
                "500 InternalError | cannot list | InternalError",
            })
    void a_listing_that_fails_is_inconclusive_and_says_why(String answer, String reason, String remedy)
            throws IOException {
        stub.put(one())
                .list()
                .refuse("list-type", answer)
                .read(home, "")
                .refused(Verdict.INCONCLUSIVE, "cannot list s3://stub-bucket/app", reason, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | 1 is unreadable | no permission",
                "503 | SlowDown | 1 is unreadable | S3 throttles",
                "400 | InvalidRequest | 1 is unreadable | InvalidRequest",
                "403 | InvalidObjectState | 1 is archived | in an archive",
                "404 | NoSuchKey | 1 is changed while it was read | deleted since it was listed",
            })
    void an_object_that_is_refused_is_neither_verified_nor_altered(int status, String code, String words, String detail)
            throws IOException {
        stub.put(one()).put(new StubObject("app/two", "2")).list();
        stub.put(one().refused(status, code))
                .read(home, "")
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, words, detail);
    }

    @ParameterizedTest
    @CsvSource({"GLACIER", "DEEP_ARCHIVE"})
    void an_object_in_an_archive_is_inconclusive_with_the_way_out(String storage) throws IOException {
        stub.put(one().storage(storage, ""))
                .put(new StubObject("app/two", "2"))
                .list()
                .read(home, "")
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is archived", "restore-object");
    }

    @Test
    void an_object_that_is_being_brought_back_is_not_there_yet() throws IOException {
        var restore = "<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>";
        stub.put(one().storage("GLACIER", restore))
                .put(new StubObject("app/two", "2"))
                .list()
                .read(home, "")
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is archived");
    }

    @Test
    void an_object_that_was_brought_back_is_read() throws IOException {
        var restore = "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>"
                + "<RestoreExpiryDate>2099-01-01T00:00:00Z</RestoreExpiryDate></RestoreStatus>";
        stub.put(one().storage("GLACIER", restore)).list().read(home, "").isGreen();
    }

    @Test
    void a_prefix_of_which_all_is_archived_is_not_called_empty() throws IOException {
        stub.put(one().storage("GLACIER", "")).list();
        var reading = stub.read(home, "").judged();
        assertThat(reading.rule("objects-digests").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(reading.rule("objects-present").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void archives_do_not_hinder_who_wants_no_content() throws IOException {
        stub.put(one().storage("DEEP_ARCHIVE", "")).list();
        assertThat(stub.read(home, ", depth: metadata")
                        .judged()
                        .rule("objects-digests")
                        .verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void an_etag_under_kms_is_no_digest() throws IOException {
        var encrypted = one().header("ETag", "\"0123456789abcdef0123456789abcdef\"")
                .header("x-amz-server-side-encryption", "aws:kms")
                .header("x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:key/4711");
        stub.put(encrypted).list();
        assertThat(stub.read(home, "").isGreen().restoration().log())
                .anyMatch(line -> line.contains("1 object: encrypted by KMS (aws:kms, key arn:aws:kms:key/4711)"));
        stub.put(new StubObject("app/list.json", BY_NAME_ONLY));
        var reading = stub.read(home, ", checksums: list.json").judged();
        assertThat(reading.rule("objects-digests").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(reading.rule("objects-digests").message()).contains("1 is listed without a digest");
    }

    @Test
    void an_etag_that_is_an_md5_finds_rot_but_an_object_of_which_nothing_else_is_known_never_passes()
            throws IOException {
        listedByName(one());
        var reading = warned();
        assertThat(reading.restoration().log())
                .anyMatch(line -> line.contains("2 objects: digest that S3 keeps: ETag (MD5)"));
        assertThat(reading.rule("objects-digests").description()).contains("says, or S3 where the list has none (");
        stub.put(new StubObject("app/one", "put in its place"));
        warned();
        stub.put(one().header("ETag", "\"0123456789abcdef0123456789abcdef\""))
                .read(home, ", checksums: list.json")
                .isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "one -> ETag (MD5) ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"8,8,4", "20", "5,7,8", "8,12"})
    void an_etag_of_parts_is_verified_by_their_sizes(String sizes) throws IOException {
        listedByName(parted(sizes));
        warned();
        stub.put(parted(sizes).header("ETag", "\"0123456789abcdef0123456789abcdef-" + sizes.split(",").length + "\""))
                .read(home, ", checksums: list.json")
                .isRedOnlyBy("objects-digests", Verdict.FAIL, "1 is altered", "one -> ETag (MD5) of parts");
    }

    @Test
    void parts_that_were_taken_for_equal_and_are_not_alter_nothing() throws IOException {
        listedByName(parted("5,4,6,5"));
        stub.read(home, ", checksums: list.json")
                .isRedOnlyBy(
                        "objects-digests", Verdict.INCONCLUSIVE, "1 is unreadable", "parts are of different sizes");
    }

    @Test
    void a_checksum_of_parts_is_verified_by_the_sizes_that_s3_lists() throws IOException {
        var object = parted("5,4,6,5");
        object.header("x-amz-checksum-type", "COMPOSITE")
                .header("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(object.composed("SHA-256")) + "-4");
        var parts = new StringBuilder("<ObjectParts><IsTruncated>false</IsTruncated>");
        for (int i = 0; i < 4; i++) {
            parts.append(
                    "<Part><PartNumber>%d</PartNumber><Size>%d</Size></Part>".formatted(i + 1, object.parts.get(i)));
        }
        stub.partsListed(parts + "</ObjectParts>");
        listedByName(object);
        assertThat(warned().restoration().log())
                .anyMatch(line -> line.contains("1 object: digest that S3 keeps: SHA-256 of parts"));
    }

    @Test
    void an_empty_object_of_which_only_the_name_is_listed_is_inconclusive() throws IOException {
        var two = new StubObject("app/two", "2");
        stub.put(new StubObject("app/one", ""))
                .put(two)
                .put(new StubObject(
                        "app/list.json",
                        "[{\"name\": \"one\"}, {\"name\": \"two\", \"digest\": \"%s\"}]"
                                .formatted(PlantedBucket.sha256(two.content))))
                .read(home, ", checksums: list.json")
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is listed without a digest", "one");
    }

    @Test
    void locks_are_said() throws IOException {
        stub.lock("<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode>"
                + "<Days>30</Days></DefaultRetention></Rule>");
        stub.put(one().header("x-amz-object-lock-mode", "COMPLIANCE")
                        .header("x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z"))
                .list();
        assertThat(stub.read(home, "").isGreen().restoration().log())
                .anyMatch(line -> line.contains("object lock: on, COMPLIANCE for 30 days by default"))
                .anyMatch(line -> line.contains("locked: 1 of 2 objects that were read, the first until 2099-01-01"));
    }

    @Test
    void who_may_not_ask_for_versions_reads_the_current_objects_and_is_told() throws IOException {
        stub.versioning("Enabled")
                .refuse("versions", "403 AccessDenied")
                .put(one())
                .list();
        assertThat(stub.read(home, "").isGreen().restoration().log())
                .anyMatch(line -> line.contains("s3:ListBucketVersions is not allowed"));
        stub.refuse("versioning", "403 AccessDenied");
        assertThat(stub.read(home, "").isGreen().restoration().log())
                .anyMatch(line -> line.contains("versioning: cannot be told (AccessDenied)"));
    }

    @Test
    void names_of_versions_and_delete_markers_are_decoded() throws IOException {
        stub.versioning("Enabled")
                .put(one())
                .put(new StubObject("app/a + ü%20.txt", "odd"))
                .list();
        stub.read(home, "").isGreen();
        stub.put(new StubObject("app/a + ü%20.txt", "odd").deleted())
                .read(home, "")
                .isRedOnlyBy("objects-present", Verdict.FAIL, "a + ü%20.txt -> deleted at ", "delete marker");
    }

    @ParameterizedTest
    @CsvSource({"../out", "/lead", "./dot", "a//b", "back\\slash", "a/../b", "\u0001bell"})
    void a_name_that_no_list_of_files_can_have_is_one_name_and_on_no_list(String name) throws IOException {
        stub.put(one()).list();
        stub.put(new StubObject("app/" + name, "odd"))
                .read(home, "")
                .isRedOnlyBy("objects-listed", Verdict.FAIL, "1 is not on the list");
        try (var store = store()) {
            var seen = store.look(StoredName.of(name)).orElseThrow();
            try (var content = store.open(seen, 0)) {
                assertThat(content.stream().readAllBytes()).asString().isEqualTo("odd");
            }
        }
    }

    @Test
    void a_server_that_answers_another_range_is_not_believed() throws IOException {
        stub.ignoresRanges().put(one());
        try (var store = store()) {
            var seen = store.look(StoredName.of("one")).orElseThrow();
            assertThatThrownBy(() -> store.open(seen, 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("asked for the bytes from 3 on, and got the whole object");
        }
    }

    private S3Store store() {
        var target = new AwsTarget("us-east-1", Optional.of(stub.endpoint()), Optional.empty(), Optional.empty());
        return new S3Store(new S3Place(StubS3.BUCKET, "app/"), target);
    }

    private static StubObject one() {
        return new StubObject("app/one", "content of one");
    }

    private static StubObject parted(String sizes) {
        return new StubObject("app/one", "twenty bytes of text")
                .parts(java.util.Arrays.stream(sizes.split(","))
                        .map(Long::valueOf)
                        .toArray(Long[]::new));
    }

    private PlantedStore.Reading warned() throws IOException {
        return stub.read(home, ", checksums: list.json")
                .isRedOnlyBy(
                        "objects-digests",
                        Verdict.WARN,
                        "1 object compared only with what S3 itself keeps: that finds rot, not replacement");
    }

    /** Only S3's own digest can tell whether it is intact. */
    private void listedByName(StubObject object) {
        stub.put(object).put(new StubObject("app/list.json", BY_NAME_ONLY));
    }
}
