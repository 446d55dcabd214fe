package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The policy that an administrator gives to Firedrill's role, against the code. */
class IamPolicyTest {
    private static final Path POLICY = Path.of("docs/iam-policy.json");

    /** Reading a backup is none of these. */
    private static final Set<String> KEYS = Set.of("kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt");

    @Test
    void it_allows_what_the_code_does_and_nothing_else() throws Exception {
        var used = UsedOperations.in(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.firedrill"));
        // The identity that assumes the role needs that right, not the role.
        used.remove("sts:AssumeRole");

        assertThat(used).as("operations in the code").contains("rds:DescribeDBSnapshots", "rds:DeleteDBInstance");
        assertThat(allowed())
                .as("actions that " + POLICY + " allows, against those that " + used + " need")
                .containsExactlyInAnyOrderElementsOf(IamActions.of(used));
    }

    @Test
    void a_call_is_found_in_compiled_code() throws Exception {
        assertThat(UsedOperations.in(new ClassFileImporter().importClasses(Operation.class)))
                .isEmpty();
        assertThat(UsedOperations.in(new ClassFileImporter().importClasses(OperationGuardTest.class)))
                .contains("rds:DescribeDBInstances", "s3:PutObject", "sts:AssumeRole");
    }

    @Test
    void no_action_is_written_with_an_asterisk() throws IOException {
        assertThat(allowed()).noneMatch(action -> action.contains("*"));
    }

    @Test
    void what_changes_something_is_bound_to_our_tag() throws IOException {
        var changes = ChangeRules.KNOWN.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> entry.getValue()
                        .creates()));
        for (var statement : statements()) {
            for (var action : texts(statement.get("Action"))) {
                if (changes.containsKey(action)
                        && texts(statement.get("Resource")).toString().contains(":db:")) {
                    var creates = changes.get(action) || action.equals("rds:AddTagsToResource");
                    assertBound(statement, creates ? "aws:RequestTag" : "aws:ResourceTag");
                }
            }
        }
    }

    @Test
    void keys_are_used_only_through_a_service() throws IOException {
        for (var statement : statements()) {
            if (texts(statement.get("Action")).stream().anyMatch(KEYS::contains)) {
                assertThat(statement.at("/Condition/StringLike/kms:ViaService").asText())
                        .as(statement.get("Sid").asText())
                        .endsWith(".*.amazonaws.com");
            }
        }
    }

    private static void assertBound(JsonNode statement, String key) {
        var value = statement.path("Condition").path("StringEquals").path(key + "/" + RequiredTags.OWNER);
        assertThat(value.asText()).as(statement.get("Sid").asText()).isEqualTo("firedrill");
    }

    private static Set<String> allowed() throws IOException {
        return statements().stream()
                .flatMap(statement -> texts(statement.get("Action")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> statements() throws IOException {
        var statements = new ObjectMapper().readTree(POLICY.toFile()).get("Statement");
        assertThat(statements)
                .isNotEmpty()
                .allMatch(it -> it.get("Effect").asText().equals("Allow"));
        return elements(statements).toList();
    }

    private static List<String> texts(JsonNode one) {
        return one.isArray() ? elements(one).map(JsonNode::asText).toList() : List.of(one.asText());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
