package dev.firedrill.aws.validation;

import dev.firedrill.aws.validation.ServiceModel.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/** What a model asks of one value: one of the known ones, a pattern, a length, a range. */
final class ValueConstraints {
    private ValueConstraints() {}

    static List<Violation> of(String path, Object value, Shape shape) {
        if (value instanceof String text) {
            return ofText(path, text, shape);
        }
        if (value instanceof Number number) {
            return within(path, "a number", number.doubleValue(), shape);
        }
        return value instanceof SdkBytes bytes
                ? within(path, "a length", bytes.asByteArrayUnsafe().length, shape)
                : List.of();
    }

    static List<Violation> ofSize(String path, int size, Shape shape) {
        return within(path, "a size", size, shape);
    }

    private static List<Violation> ofText(String path, String text, Shape shape) {
        var found = new ArrayList<>(within(path, "a length", text.codePointCount(0, text.length()), shape));
        if (!shape.values().isEmpty() && !shape.values().contains(text)) {
            found.add(Violation.of(path, shape.isSensitive(), "one of " + shape.values(), text));
        }
        // The services match the whole value, also where a pattern has no anchors.
        shape.pattern()
                .filter(pattern -> !Pattern.compile(pattern).matcher(text).matches())
                .ifPresent(
                        pattern -> found.add(Violation.of(path, shape.isSensitive(), "the pattern " + pattern, text)));
        return found;
    }

    private static List<Violation> within(String path, String what, double size, Shape shape) {
        if (size >= shape.least() && size <= shape.most()) {
            return List.of();
        }
        return List.of(new Violation(path, what + bounds(shape), plain(size)));
    }

    private static String bounds(Shape shape) {
        var least = shape.least() == Double.NEGATIVE_INFINITY ? "" : " of at least " + plain(shape.least());
        var most = shape.most() == Double.POSITIVE_INFINITY ? "" : " of at most " + plain(shape.most());
        return least + (least.isEmpty() || most.isEmpty() ? "" : " and") + most;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
