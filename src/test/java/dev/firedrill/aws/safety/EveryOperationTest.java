package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks every operation of every client that the SDK has on the class path. */
class EveryOperationTest {
    private static final Set<String> SERVICES =
            Set.of("ec2", "elasticache", "kms", "rds", "s3", "secretsmanager", "sts");

    @Test
    void the_clients_on_the_class_path_are_found() throws Exception {
        var services = operations().map(operation -> operation.operation().service());

        assertThat(services.collect(Collectors.toSet())).containsAll(SERVICES);
        assertThat(operations()).hasSizeGreaterThan(1_000);
    }

    @Test
    void each_operation_was_judged_by_somebody() throws Exception {
        var judged = Stream.of(ReadOperations.KNOWN, ChangeRules.KNOWN.keySet(), Declared.FIELDS.keySet(), refused())
                .flatMap(Set::stream)
                .map(Operation::toString)
                .toList();
        var there = operations().map(ClientOperation::toString).toList();

        assertThat(judged).as("operations that are judged twice").doesNotHaveDuplicates();
        assertThat(there)
                .as("operations of the SDK. One that nobody judged is refused; write it into read-operations.txt if it"
                        + " changes nothing and reveals no secret, else into refused-operations.txt of the tests")
                .containsExactlyInAnyOrderElementsOf(judged);
    }

    @TestFactory
    Stream<DynamicTest> only_what_reads_passes_for_a_foreign_resource() throws Exception {
        return ClassPathClients.waiting().stream()
                .map(client -> DynamicTest.dynamicTest(client.getSimpleName(), () -> onlyReadsPass(client)));
    }

    private static void onlyReadsPass(Class<?> client) throws Exception {
        var passed = new TreeSet<String>();
        var disguised = new ArrayList<String>();
        try (var endpoint = CountingEndpoint.start();
                var guarded = GuardedClients.of(client, endpoint.uri(), new OperationGuard(Ownership.NOTHING))) {
            for (var operation : ClientOperation.of(client)) {
                var before = endpoint.arrived();
                var thrown = operation.call(guarded, operation.foreign());
                if (!(thrown instanceof OperationRefused)) {
                    passed.add(operation.toString());
                } else if (!thrown.getMessage().contains(operation.toString()) || endpoint.arrived() != before) {
                    disguised.add(operation + ": " + thrown.getMessage());
                }
            }
        }
        assertThat(passed).containsExactlyInAnyOrderElementsOf(readsOf(client));
        assertThat(disguised).as("refused under another name, or too late").isEmpty();
    }

    private static List<String> readsOf(Class<?> client) {
        var service = client.getPackageName().replaceFirst(".*\\.", "") + ":";
        return ReadOperations.KNOWN.stream()
                .map(Operation::toString)
                .filter(name -> name.startsWith(service))
                .toList();
    }

    private static Stream<ClientOperation> operations() throws Exception {
        return ClassPathClients.waiting().stream().flatMap(client -> ClientOperation.of(client).stream());
    }

    private static Set<Operation> refused() throws Exception {
        try (var stream = EveryOperationTest.class.getResourceAsStream("refused-operations.txt");
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Operation::of)
                    .collect(Collectors.toSet());
        }
    }
}
