package dev.firedrill.aws.safety;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What a request must look like that makes, changes or removes something.
 *
 * <pre>{@code
 * ChangeRule.creates("DBInstanceIdentifier")
 *         .must("PubliclyAccessible", false)
 *         .given("DBSubnetGroupName")
 *         .may("DBSnapshotIdentifier")
 * }</pre>
 *
 * Fields that it does not name are refused: what a field means that nobody has looked at, nobody knows.
 */
final class ChangeRule {
    private final boolean creates;
    private final Set<String> targets;
    private final Map<String, Object> musts = new HashMap<>();
    private final Map<String, Object> limits = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private boolean tagged;

    private ChangeRule(boolean creates, String... targets) {
        this.creates = creates;
        this.targets = Set.of(targets);
        known.addAll(this.targets);
    }

    /** The fields name what is made, or what it is made part of: all of it noted as ours before. */
    static ChangeRule creates(String... targets) {
        return new ChangeRule(true, targets).tagged();
    }

    /** The field names what is changed or removed: ours. */
    static ChangeRule changes(String target) {
        return new ChangeRule(false, target);
    }

    /** The field must be given, with this value. */
    ChangeRule must(String field, Object value) {
        musts.put(field, value);
        known.add(field);
        return this;
    }

    /** If the field is given, then with this value. */
    ChangeRule limit(String field, Object value) {
        limits.put(field, value);
        known.add(field);
        return this;
    }

    /** The fields must be given: what AWS takes in their place is not isolated. */
    ChangeRule given(String... fields) {
        given.addAll(Set.of(fields));
        known.addAll(given);
        return this;
    }

    /** The fields may have any value; the source of a restore, which is foreign, is among them. */
    ChangeRule may(String... fields) {
        known.addAll(Set.of(fields));
        return this;
    }

    private ChangeRule tagged() {
        tagged = true;
        known.add("Tags");
        return this;
    }

    boolean creates() {
        return creates;
    }

    Set<String> targets() {
        return targets;
    }

    /** The fields that the rule has an opinion on. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /** @throws OperationRefused if the request is not like that */
    void require(Operation operation, SdkRequest request, Ownership ownership) {
        objection(operation, new RequestFields(request), ownership).ifPresent(why -> {
            throw new OperationRefused(operation, why);
        });
    }

    private Optional<String> objection(Operation operation, RequestFields fields, Ownership ownership) {
        return foreign(operation, fields, ownership)
                .or(() -> unknown(fields))
                .or(() -> missing(fields))
                .or(() -> forbidden(fields))
                .or(() -> untagged(fields));
    }

    private Optional<String> foreign(Operation operation, RequestFields fields, Ownership ownership) {
        return targets.stream()
                .filter(field -> fields.text(field)
                        .filter(name -> ownership.owns(operation.service(), name))
                        .isEmpty())
                .findFirst()
                .map(field -> field + " [" + fields.text(field).orElse("") + "] is not ours");
    }

    private Optional<String> unknown(RequestFields fields) {
        return fields.given().stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .map(field -> "nobody has judged what its field " + field + " does");
    }

    private Optional<String> missing(RequestFields fields) {
        return given.stream()
                .filter(field -> fields.value(field).isEmpty())
                .findFirst()
                .map(field -> "it must say " + field);
    }

    private Optional<String> forbidden(RequestFields fields) {
        var must = musts.entrySet().stream()
                .filter(entry -> !fields.value(entry.getKey()).equals(Optional.of(entry.getValue())));
        var limit = limits.entrySet().stream().filter(entry -> fields.value(entry.getKey())
                .filter(value -> !value.equals(entry.getValue()))
                .isPresent());
        return Stream.concat(must, limit).findFirst().map(entry -> entry.getKey() + " must be " + entry.getValue());
    }

    private Optional<String> untagged(RequestFields fields) {
        var tags = fields.tags();
        return tagged && !tags.containsAll(RequiredTags.KEYS)
                ? Optional.of("it must carry the tags " + RequiredTags.KEYS)
                : Optional.empty();
    }
}
