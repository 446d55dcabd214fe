package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may write for a bucket, and what is refused before anything is asked. */
class S3ConfigurationTest {
    @TempDir
    private Path home;

    @Test
    void a_bucket_of_objects_is_understood() throws IOException {
        validate("bucket: my-backups, prefix: app/, region: eu-central-1, checksums: SHA256SUMS, budget: 50GB");
        validate(
                "bucket: my-backups, region: eu-central-1, profile: drill, role: 'arn:aws:iam::111122223333:role/firedrill'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region: us-east-1 | has no key [bucket] | such as bucket: my-backups",
                "bucket: s3://my-backups, region: us-east-1 | is no name of a bucket | its name alone",
                "bucket: my-backups, region: us-east-1, prefix: app | in the middle of a name | write prefix: app/",
                "bucket: my-backups, region: us-east-1, prefx: app/ | knows no key [prefx] | correct or remove it",
                "bucket: my-backups | need a region | region: us-east-1",
            })
    void what_makes_no_sense_is_refused_with_a_remedy(String keys, String problem, String remedy) {
        assertThatThrownBy(() -> validate(keys))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("firedrill.yaml", problem, remedy);
    }

    @Test
    void a_place_is_shown_as_an_address_of_s3() {
        assertThat(new S3Place("b-1", "app/").location()).isEqualTo("s3://b-1/app");
        assertThat(new S3Place("b-1", "").location()).isEqualTo("s3://b-1");
    }

    private void validate(String keys) throws IOException {
        var yaml = "systems: {archive: {engine: objects, backup: {type: s3, " + keys + "}}}";
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        Platforms.installed().requireSupport(configuration.system("archive", "test"), "");
    }
}
