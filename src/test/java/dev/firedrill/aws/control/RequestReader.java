package dev.firedrill.aws.control;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Reads the SDK's own request out of its parameters, by the service's model, and rejects what is not in that model. */
final class RequestReader {
    private final SortedMap<String, String> parameters;
    private final boolean ec2;
    private final Set<String> known = new HashSet<>();

    private RequestReader(SortedMap<String, String> parameters, boolean ec2) {
        this.parameters = parameters;
        this.ec2 = ec2;
    }

    /** @param empty a builder of the request */
    static Object read(SdkPojo empty, Request request) {
        var reader = new RequestReader(request.parameters(), request.service().equals("ec2"));
        RequiredMembers.of(request.action()).forEach(member -> {
            if (!reader.isThere(member)) {
                throw ServiceError.missing(member);
            }
        });
        reader.fill(empty, "");
        var unknown = request.parameters().keySet().stream()
                .filter(name -> !reader.known.contains(name))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw ServiceError.invalid("unknown parameters: " + unknown);
        }
        return ((Buildable) empty).build();
    }

    private SdkPojo fill(SdkPojo builder, String prefix) {
        for (var field : builder.sdkFields()) {
            var name = prefix + field.locationName();
            if (isThere(name)) {
                var value = value(field, name);
                EnumeratedValue.check(builder.getClass().getEnclosingClass(), field.memberName(), name, value);
                field.set(builder, value);
            }
        }
        return builder;
    }

    private boolean isThere(String name) {
        var next = parameters.tailMap(name + ".");
        return parameters.containsKey(name)
                || !next.isEmpty() && next.firstKey().startsWith(name + ".");
    }

    private Object value(SdkField<?> field, String name) {
        if (field.marshallingType() == MarshallingType.LIST) {
            return list(field.getTrait(ListTrait.class), name);
        }
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            return built(fill(field.constructor().get(), name + "."));
        }
        known.add(name);
        return scalar(field.marshallingType(), name, parameters.getOrDefault(name, ""));
    }

    private List<Object> list(ListTrait trait, String name) {
        if ("".equals(parameters.get(name))) {
            known.add(name);
            return List.of();
        }
        var member = trait.memberFieldInfo();
        var prefix = ec2 || trait.isFlattened() ? name + "." : name + "." + member.locationName() + ".";
        var values = new ArrayList<Object>();
        while (isThere(prefix + (values.size() + 1))) {
            values.add(value(member, prefix + (values.size() + 1)));
        }
        return values;
    }

    private static Object built(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    private static Object scalar(MarshallingType<?> type, String name, String text) {
        try {
            if (type == MarshallingType.INTEGER) {
                return Integer.valueOf(text);
            }
            if (type == MarshallingType.LONG) {
                return Long.valueOf(text);
            }
            if (type == MarshallingType.DOUBLE) {
                return Double.valueOf(text);
            }
            if (type == MarshallingType.INSTANT) {
                return Instant.parse(text);
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new ServiceError("MalformedInput", 400, "Value (" + text + ") for parameter " + name + " is invalid");
        }
        return type == MarshallingType.BOOLEAN ? truth(name, text) : text;
    }

    private static Boolean truth(String name, String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw new ServiceError("MalformedInput", 400, "Value (" + text + ") for parameter " + name + " is no boolean");
    }
}
