package dev.firedrill.aws.safety;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** An operation as a client's interface has it: a method that takes its request, and a body or a place for one. */
record ClientOperation(Method method) {
    private static final String ARN = "arn:aws:rds:us-east-1:999999999999:db:foreign-1";
    /** The SDK itself refuses a request that names the source of a copy twice. */
    private static final String SECOND_NAME = "CopySource";

    private static final Set<Class<?>> BODIES = Set.of(RequestBody.class, ResponseTransformer.class);

    /** Each operation once, in the order of their names. */
    static List<ClientOperation> of(Class<?> client) {
        var found = new TreeMap<String, ClientOperation>();
        Stream.of(client.getMethods())
                .filter(ClientOperation::takesItsRequest)
                .forEach(method -> found.put(method.getName(), new ClientOperation(method)));
        return List.copyOf(found.values());
    }

    private static boolean takesItsRequest(Method method) {
        var types = method.getParameterTypes();
        return types.length > 0
                && SdkRequest.class.isAssignableFrom(types[0])
                && Arrays.stream(types).skip(1).allMatch(BODIES::contains)
                && !method.getName().endsWith("Paginator")
                && !method.getName().endsWith("AsBytes")
                // An overload that returns the stream itself: the one with a transformer stands for both.
                && !(types.length == 1 && method.getReturnType().getSimpleName().equals("ResponseInputStream"));
    }

    Operation operation() {
        var service = method.getDeclaringClass().getPackageName().replaceFirst(".*\\.", "");
        var name = method.getName();
        return new Operation(service, Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /** A builder of its request with nothing in it. */
    SdkPojo builder() {
        try {
            return (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that names a foreign thing wherever it can name one. */
    SdkRequest foreign() {
        var builder = builder();
        builder.sdkFields().forEach(field -> {
            var names = field.marshallingType().getTargetClass() == String.class;
            if (names && !field.memberName().equals(SECOND_NAME)) {
                field.set(builder, field.memberName().endsWith("Arn") ? ARN : "foreign-1");
            }
        });
        return ((SdkRequest.Builder) builder).build();
    }

    /** What came of it: nothing, or what was thrown. */
    Throwable call(Object client, SdkRequest request) {
        var arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, request))
                .toArray();
        try {
            method.invoke(client, arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object argument(Class<?> type, SdkRequest request) {
        if (type == RequestBody.class) {
            return RequestBody.fromString("foreign");
        }
        return type == ResponseTransformer.class ? ResponseTransformer.toBytes() : request;
    }

    @Override
    public String toString() {
        return operation().toString();
    }
}
