package dev.firedrill.aws.validation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.RequiredTrait;

/**
 * What the SDK's own request classes know: members that are required, which they have for services of REST and JSON
 * protocols only, and values of enumerations.
 */
final class SdkConstraints {
    /** The constant of each enumeration for what it does not have. */
    private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";

    private final List<Violation> found = new ArrayList<>();

    private SdkConstraints() {}

    static List<Violation> violatedBy(SdkPojo request) {
        var constraints = new SdkConstraints();
        constraints.structure("", request);
        return constraints.found;
    }

    private void structure(String path, SdkPojo holder) {
        for (var field : holder.sdkFields()) {
            var member = path + field.memberName();
            var value = Values.of(holder, field);
            if (value != null) {
                unknownValue(member, holder, field).ifPresent(found::add);
                inner(member, value);
            } else if (field.containsTrait(RequiredTrait.class)) {
                found.add(Violation.missing(member));
            }
        }
    }

    private void inner(String path, Object value) {
        if (value instanceof SdkPojo inner) {
            structure(path + ".", inner);
        } else if (value instanceof List<?> list) {
            for (int place = 0; place < list.size(); place++) {
                inner(path + "[" + place + "]", list.get(place));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, mapped) -> inner(path + "[" + key + "]", mapped));
        }
    }

    /** Beside {@code engineAsString()}, which gives what was set, there is {@code engine()}, which gives a constant. */
    private static Optional<Violation> unknownValue(String path, SdkPojo holder, SdkField<?> field) {
        return getter(holder, field)
                .filter(getter -> constants(holder, getter).anyMatch(SdkConstraints::isUnknown))
                .map(getter ->
                        Violation.of(path, false, "a value of " + kind(holder, getter), Values.of(holder, field)));
    }

    private static Optional<Method> getter(SdkPojo holder, SdkField<?> field) {
        return Stream.of(holder.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getName().equalsIgnoreCase(field.memberName()))
                .filter(method -> Stream.of(holder.getClass().getMethods())
                        .anyMatch(other -> other.getName().startsWith(method.getName() + "AsString")))
                .findFirst();
    }

    private static Stream<?> constants(SdkPojo holder, Method getter) {
        try {
            var value = getter.invoke(holder);
            if (value instanceof Map<?, ?> map) {
                return Stream.concat(map.keySet().stream(), map.values().stream());
            }
            return value instanceof Collection<?> all ? all.stream() : Stream.ofNullable(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUnknown(Object constant) {
        return constant instanceof Enum<?> one && one.name().equals(UNKNOWN);
    }

    private static String kind(SdkPojo holder, Method getter) {
        return constants(holder, getter)
                .filter(SdkConstraints::isUnknown)
                .findFirst()
                .map(constant -> ((Enum<?>) constant).getDeclaringClass().getSimpleName())
                .orElse("an enumeration");
    }
}
