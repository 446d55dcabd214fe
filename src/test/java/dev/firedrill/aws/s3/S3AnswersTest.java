package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.store.ReadRefused;
import dev.firedrill.store.StoredName;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy or an imitation of S3 answers is not believed where it is not what was asked for. */
class S3AnswersTest {
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEJr".repeat(8);

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "ETag | \"ffffffffffffffffffffffffffffffff\" | the ETag \"ffff",
                "x-amz-version-id | v9 | the version v9, listed v1",
            })
    void an_answer_of_another_object_is_not_read(String header, String value, String words) throws IOException {
        stub.versioning("Enabled")
                .put(one())
                .put(new StubObject("app/two", "2"))
                .list();
        stub.put(one().answered(header, value))
                .read(home, "")
                .isRedOnlyBy("objects-digests", Verdict.INCONCLUSIVE, "1 is changed while it was read", words);
        assertThat(stub.asked("app/one")).containsExactly("GET");
    }

    @Test
    void an_answer_of_an_object_of_another_length_is_not_read_on() throws IOException {
        stub.put(one().answered("Content-Range", "bytes 3-13/99"));
        try (var store = store()) {
            var seen = store.look(StoredName.of("one")).orElseThrow();
            assertThatThrownBy(() -> store.open(seen, 3))
                    .isInstanceOfSatisfying(ReadRefused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(ReadRefused.Reason.CHANGED))
                    .hasMessageContaining("99 bytes in all, listed 14");
        }
    }

    @Test
    void nothing_is_asked_for_while_content_is_open_and_unread() throws IOException {
        stub.put(new StubObject("app/one", "twenty bytes of text").parts(8L, 8L, 4L))
                .list()
                .read(home, "")
                .isGreen();
        assertThat(stub.asked("app/one")).containsExactly("GET", "attributes", "HEAD", "HEAD", "GET");
    }

    @ParameterizedTest
    @CsvSource({"'', s3:GetObject", "Enabled, s3:GetObjectVersion"})
    void a_denied_object_is_not_asked_for_again_and_the_permission_is_named(String versioning, String permission)
            throws IOException {
        if (!versioning.isEmpty()) {
            stub.versioning(versioning);
        }
        stub.put(one()).put(new StubObject("app/two", "2")).list();
        stub.put(one().refused(403, "AccessDenied"))
                .read(home, "")
                .isRedOnlyBy(
                        "objects-digests", Verdict.INCONCLUSIVE, "1 is unreadable", "allow " + permission + ", and");
        assertThat(stub.asked("app/one")).containsExactly("GET");
    }

    @Test
    void who_may_not_look_for_an_object_is_told_what_to_allow() throws IOException {
        stub.put(one());
        try (var store = store()) {
            store.list();
            stub.refuse("list-type", "403 AccessDenied");
            assertThatThrownBy(() -> store.look(StoredName.of("one")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("allow s3:ListBucket");
        }
    }

    @Test
    void no_secret_that_s3_repeats_is_repeated() throws IOException {
        stub.put(one()).saying(" AKIAIOSFODNN7EXAMPLE x-amz-security-token:" + TOKEN);
        try (var store = store()) {
            var seen = store.look(StoredName.of("one")).orElseThrow();
            stub.put(one().refused(403, "AccessDenied")).refuse("list-type", "403 SignatureDoesNotMatch");
            assertThatThrownBy(() -> store.open(seen, 0))
                    .hasMessageContainingAll("AccessDenied: said of AccessDenied", "(hidden)")
                    .hasMessageNotContainingAny(TOKEN, "AKIAIOSFODNN7EXAMPLE")
                    .hasNoCause();
            assertThatThrownBy(store::list)
                    .hasMessageContaining("the credentials are refused (SignatureDoesNotMatch")
                    .hasMessageNotContainingAny(TOKEN, "AKIAIOSFODNN7EXAMPLE")
                    .hasNoCause();
        }
    }

    private S3Store store() {
        var target = new AwsTarget("us-east-1", Optional.of(stub.endpoint()), Optional.empty(), Optional.empty());
        return new S3Store(new S3Place(StubS3.BUCKET, "app/"), target);
    }

    private static StubObject one() {
        return new StubObject("app/one", "content of one");
    }
}
