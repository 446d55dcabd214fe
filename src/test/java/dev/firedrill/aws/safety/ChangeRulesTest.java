package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkField;

/** Each rule against the request it is for: built as it should be, then with one thing wrong at a time. */
class ChangeRulesTest {
    private static final Ownership OURS = (service, name) -> name.equals(LawfulRequest.OURS);

    @Test
    void restores_creations_changes_and_deletions_have_rules() {
        assertThat(ChangeRules.KNOWN.keySet().stream().map(Operation::toString))
                .contains("rds:RestoreDBInstanceFromDBSnapshot", "elasticache:DeleteReplicationGroup")
                .hasSize(14);
    }

    @TestFactory
    Stream<DynamicTest> a_rule_names_only_fields_that_there_are() throws Exception {
        return each((operation, rule) -> assertThat(fields(operation)).containsAll(rule.known()));
    }

    @TestFactory
    Stream<DynamicTest> a_request_that_is_as_it_should_be_passes() throws Exception {
        return each((operation, rule) -> assertThatCode(
                        () -> rule.require(operation.operation(), new LawfulRequest(operation).build(), OURS))
                .doesNotThrowAnyException());
    }

    @TestFactory
    Stream<DynamicTest> each_target_must_be_ours() throws Exception {
        return each((operation, rule) -> rule.targets()
                .forEach(target -> refuses(operation, rule, target, "foreign-1", target + " [foreign-1] is not ours")));
    }

    @TestFactory
    Stream<DynamicTest> a_field_that_nobody_judged_is_refused() throws Exception {
        return each((operation, rule) -> {
            var strange = new ArrayList<>(fields(operation));
            strange.removeAll(rule.known());
            strange.forEach(field -> {
                var request = new LawfulRequest(operation).withAnything(field).build();
                assertThatThrownBy(() -> rule.require(operation.operation(), request, OURS))
                        .as(field)
                        .isInstanceOf(OperationRefused.class)
                        .hasMessageContaining(field);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> what_must_hold_cannot_be_left_out() throws Exception {
        return each((operation, rule) -> new LawfulRequest(operation)
                .values()
                .keySet()
                .forEach(field -> refuses(operation, rule, field, null, "")));
    }

    @TestFactory
    Stream<DynamicTest> nothing_is_opened_protected_or_kept() throws Exception {
        var harmful = Map.of(
                "PubliclyAccessible", true,
                "DeletionProtection", true,
                "MultiAZ", true,
                "SkipFinalSnapshot", false,
                "RetainPrimaryCluster", true,
                "SnapshotRetentionLimit", 1,
                "BackupRetentionPeriod", 1);
        return each((operation, rule) -> harmful.forEach((field, value) -> {
            if (fields(operation).contains(field)) {
                refuses(operation, rule, field, value, field);
            }
        }));
    }

    private static void refuses(ClientOperation operation, ChangeRule rule, String field, Object value, String says) {
        var request = new LawfulRequest(operation).with(field, value).build();
        assertThatThrownBy(() -> rule.require(operation.operation(), request, OURS))
                .as(field + " " + value)
                .isInstanceOf(OperationRefused.class)
                .hasMessageContaining(says);
    }

    private static List<String> fields(ClientOperation operation) {
        return operation.builder().sdkFields().stream()
                .map(SdkField::memberName)
                .toList();
    }

    private static Stream<DynamicTest> each(BiConsumer<ClientOperation, ChangeRule> test) throws Exception {
        var operations = ClassPathClients.waiting().stream()
                .flatMap(client -> ClientOperation.of(client).stream())
                .collect(Collectors.toMap(ClientOperation::operation, operation -> operation));
        return ChangeRules.KNOWN.entrySet().stream()
                .map(known -> DynamicTest.dynamicTest(
                        known.getKey().toString(),
                        () -> test.accept(operations.get(known.getKey()), known.getValue())));
    }
}
