package dev.firedrill.aws.control;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Values of members that the service's model enumerates. */
final class EnumeratedValue {
    private EnumeratedValue() {}

    /**
     * @param model the SDK's class that has the member
     * @param name of the parameter, for the message
     */
    static void check(Class<?> model, String member, String name, Object value) {
        if (value instanceof String text) {
            enumeration(model, member).ifPresent(known -> {
                if (Arrays.stream(known)
                        .noneMatch(constant -> constant.toString().equals(text))) {
                    throw ServiceError.invalid(
                            "Invalid value for " + name + ": " + text + "; known are " + Arrays.toString(known));
                }
            });
        }
    }

    private static Optional<Object[]> enumeration(Class<?> model, String member) {
        return Arrays.stream(model.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getName().equalsIgnoreCase(member))
                .map(Method::getReturnType)
                .filter(Class::isEnum)
                .<Object[]>map(Class::getEnumConstants)
                .findFirst();
    }
}
