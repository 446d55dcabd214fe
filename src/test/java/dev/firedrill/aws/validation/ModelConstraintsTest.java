package dev.firedrill.aws.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** By a small model, so that hosts without botocore run it, too. */
class ModelConstraintsTest {
    private static final String MODEL =
            """
            {"operations": {"CreateDBSnapshot": {"input": {"shape": "Request"}}, "PutObjectTagging": {"input": {}}},
             "shapes": {
              "Request": {"type": "structure", "required": ["DBSnapshotIdentifier", "DBInstanceIdentifier"], "members": {
                "DBSnapshotIdentifier": {"shape": "Name"}, "DBInstanceIdentifier": {"shape": "Name"},
                "Tags": {"shape": "Tags"}}},
              "Name": {"type": "string", "min": 2, "max": 8, "pattern": "[a-z-]*"},
              "Tags": {"type": "list", "member": {"shape": "Tag"}, "max": 2},
              "Tag": {"type": "structure", "required": ["Key"], "members": {
                "Key": {"shape": "Kind"}, "Value": {"shape": "Secret"}}},
              "Kind": {"type": "string", "enum": ["owner", "run"]},
              "Secret": {"type": "string", "sensitive": true, "max": 3, "pattern": "[0-9]*"}}}
            """;

    private static List<String> violations(SdkPojo request) throws IOException {
        var model = ServiceModel.read(new ByteArrayInputStream(MODEL.getBytes(StandardCharsets.UTF_8)));
        return ModelConstraints.violatedBy(
                        request, model.input("CreateDBSnapshot").orElseThrow())
                .stream()
                .map(Violation::toString)
                .toList();
    }

    private static CreateDbSnapshotRequest.Builder valid() {
        return CreateDbSnapshotRequest.builder().dbSnapshotIdentifier("drill").dbInstanceIdentifier("orders");
    }

    private static List<Tag> tags(String... keys) {
        return Stream.of(keys).map(key -> Tag.builder().key(key).build()).toList();
    }

    @Test
    void a_request_that_is_as_the_model_asks_has_no_violations() throws IOException {
        assertThat(violations(valid().tags(tags("owner", "run")).build())).isEmpty();
    }

    @Test
    void each_required_member_that_is_not_set_is_named() throws IOException {
        assertThat(violations(CreateDbSnapshotRequest.builder().build()))
                .containsExactlyInAnyOrder(
                        "DBSnapshotIdentifier: expected a value: it is required, found nothing",
                        "DBInstanceIdentifier: expected a value: it is required, found nothing");
    }

    @Test
    void lengths_are_within_their_bounds_at_both_ends() throws IOException {
        assertThat(violations(valid().dbSnapshotIdentifier("ab").build())).isEmpty();
        assertThat(violations(valid().dbSnapshotIdentifier("abcdefgh").build())).isEmpty();
        assertThat(violations(valid().dbSnapshotIdentifier("a").build()))
                .containsExactly("DBSnapshotIdentifier: expected a length of at least 2 and of at most 8, found 1");
        assertThat(violations(valid().dbSnapshotIdentifier("abcdefghi").build()))
                .containsExactly("DBSnapshotIdentifier: expected a length of at least 2 and of at most 8, found 9");
    }

    @Test
    void a_pattern_is_that_of_the_whole_value() throws IOException {
        assertThat(violations(valid().dbSnapshotIdentifier("drill-7").build()))
                .containsExactly("DBSnapshotIdentifier: expected the pattern [a-z-]*, found [drill-7]");
    }

    @Test
    void lists_have_a_size_and_elements() throws IOException {
        assertThat(violations(valid().tags(tags("owner", "run", "system")).build()))
                .containsExactly(
                        "Tags: expected a size of at most 2, found 3",
                        "Tags[2].Key: expected one of [owner, run], found [system]");
        assertThat(violations(valid().tags(Tag.builder().build()).build()))
                .containsExactly("Tags[0].Key: expected a value: it is required, found nothing");
    }

    @Test
    void what_the_model_calls_sensitive_is_hidden() throws IOException {
        assertThat(violations(
                        valid().tags(Tag.builder().key("run").value("pass").build())
                                .build()))
                .containsExactly(
                        "Tags[0].Value: expected a length of at most 3, found 4",
                        "Tags[0].Value: expected the pattern [0-9]*, found a hidden value of 4 characters");
    }
}
