package dev.firedrill.aws.safety;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** The fields of a request under the names that AWS gives them, such as {@code DBInstanceIdentifier}. */
record RequestFields(SdkRequest request) {

    /** Those that will be sent: an empty list is one that nobody set. */
    Set<String> given() {
        return request.sdkFields().stream()
                .filter(field -> isGiven(field.getValueOrDefault(request)))
                .map(SdkField::memberName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<String> text(String field) {
        return value(field).map(String::valueOf);
    }

    Optional<Object> value(String field) {
        return request.getValueForField(field, Object.class).filter(RequestFields::isGiven);
    }

    /** The keys of the tags that it carries. */
    Set<String> tags() {
        return value("Tags").stream()
                .flatMap(tags -> ((Collection<?>) tags).stream())
                .map(SdkPojo.class::cast)
                .flatMap(tag -> tag.sdkFields().stream()
                        .filter(field -> field.memberName().equals("Key"))
                        .map(field -> String.valueOf(field.getValueOrDefault(tag))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isGiven(Object value) {
        if (value instanceof Collection<?> many) {
            return !many.isEmpty();
        }
        return value instanceof Map<?, ?> map ? !map.isEmpty() : value != null;
    }
}
