package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half a listing is none: what is not on it would be missed, or missing, or never looked for. */
class S3PagesTest {
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
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | none | none | does not say whether it is the last",
                "true | none | none | does not say where the next one begins",
                "true | NextContinuationToken | none | leads back",
                "none | none | versions | does not say whether it is the last",
                "true | none | versions | does not say where the next one begins",
                "true | NextKeyMarker | versions | leads back",
                "true | NextVersionIdMarker | versions | does not say where the next one begins",
                "true | NextKeyMarker NextVersionIdMarker | versions | leads back",
            })
    void pages_that_do_not_lead_from_one_to_the_next_are_no_listing(
            String truncated, String markers, String versions, String reason) {
        var turn = new StringBuilder();
        if (truncated != null) {
            turn.append("<IsTruncated>true</IsTruncated>");
        }
        for (var marker : markers == null ? new String[0] : markers.split(" ")) {
            turn.append("<%s>app/one</%1$s>".formatted(marker));
        }
        stub.put(new StubObject("app/one", "content of one")).turn(turn.toString());
        if (versions != null) {
            stub.versioning("Enabled");
        }
        try (var store = new S3Store(new S3Place(StubS3.BUCKET, "app/"), target())) {
            assertThatThrownBy(store::list)
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("cannot list s3://stub-bucket/app", reason, "Remedy: ");
        }
    }

    private AwsTarget target() {
        return new AwsTarget("us-east-1", Optional.of(stub.endpoint()), Optional.empty(), Optional.empty());
    }
}
