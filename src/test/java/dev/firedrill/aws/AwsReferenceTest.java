package dev.firedrill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.aws.client.AwsTarget;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsReferenceTest {
    private static final Instant NOTED = Instant.parse("2026-11-30T12:00:00.123Z");

    @Test
    void another_process_reads_what_this_one_wrote() {
        var reference = new AwsReference(
                "rds",
                new AwsTarget(
                        "eu-central-1",
                        Optional.of(URI.create("http://127.0.0.1:4566/?a=b&c=d")),
                        Optional.of("restore test"),
                        Optional.of("arn:aws:iam::111122223333:role/firedrill")),
                "111122223333",
                "firedrill-20261130-1",
                "20261130-1",
                NOTED);
        assertThat(AwsReference.parse(reference.toString())).isEqualTo(reference);
    }

    @Test
    void it_is_read_by_people_too() {
        var target = new AwsTarget("us-east-1", Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(new AwsReference("rds", target, "111122223333", "firedrill-1", "1", NOTED))
                .hasToString(
                        "rds://us-east-1/firedrill-1?account=111122223333&run=1&noted=2026-11-30T12%3A00%3A00.123Z");
    }
}
