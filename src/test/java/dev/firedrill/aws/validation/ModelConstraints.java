package dev.firedrill.aws.validation;

import dev.firedrill.aws.validation.ServiceModel.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** What the model of a service asks for: required members, and what each value must be like. */
final class ModelConstraints {
    private final List<Violation> found = new ArrayList<>();

    private ModelConstraints() {}

    static List<Violation> violatedBy(SdkPojo request, Shape input) {
        var constraints = new ModelConstraints();
        constraints.structure("", request, input);
        return constraints.found;
    }

    private void structure(String path, SdkPojo holder, Shape shape) {
        var present = new HashSet<String>();
        for (var field : holder.sdkFields()) {
            var value = Values.of(holder, field);
            if (value != null) {
                shape.member(Values.names(field)).ifPresent(member -> {
                    present.add(member.name());
                    value(path + member.name(), value, member.shape());
                });
            }
        }
        shape.required().stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> found.add(Violation.missing(path + name)));
    }

    private void value(String path, Object value, Shape shape) {
        if (value instanceof SdkPojo inner) {
            structure(path + ".", inner, shape);
        } else if (value instanceof List<?> list) {
            found.addAll(ValueConstraints.ofSize(path, list.size(), shape));
            for (int place = 0; place < list.size(); place++) {
                element(path + "[" + place + "]", list.get(place), shape);
            }
        } else if (value instanceof Map<?, ?> map) {
            found.addAll(ValueConstraints.ofSize(path, map.size(), shape));
            map.forEach((key, mapped) -> entry(path + "[" + key + "]", key, mapped, shape));
        } else {
            found.addAll(ValueConstraints.of(path, value, shape));
        }
    }

    private void element(String path, Object value, Shape list) {
        list.element().ifPresent(shape -> value(path, value, shape));
    }

    private void entry(String path, Object key, Object value, Shape map) {
        map.key().ifPresent(shape -> value(path + " key", key, shape));
        map.value().ifPresent(shape -> value(path, value, shape));
    }
}
