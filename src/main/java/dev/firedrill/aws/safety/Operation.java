package dev.firedrill.aws.safety;

import java.util.Locale;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * One operation of one service.
 *
 * @param service the SDK's id of the service, in small letters without spaces: {@code rds}, {@code secretsmanager}
 * @param name as AWS writes it: {@code DescribeDBInstances}
 */
record Operation(String service, String name) {
    private static final String REQUEST = "Request";

    /** Parses {@code rds:DescribeDBInstances}. */
    static Operation of(String text) {
        var colon = text.indexOf(':');
        return new Operation(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * What is about to be called.
     *
     * @throws OperationRefused if the request's class is another operation's: attributes can be set by a caller
     */
    static Operation of(SdkRequest request, ExecutionAttributes attributes) {
        var service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        var operation = new Operation(
                String.valueOf(service).replace(" ", "").toLowerCase(Locale.ROOT),
                String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)));
        var type = request.getClass();
        var requested = type.getPackageName().endsWith(".services." + operation.service() + ".model")
                && type.getSimpleName().equalsIgnoreCase(operation.name() + REQUEST);
        if (!requested) {
            throw new OperationRefused(operation, "its request is a " + type.getName());
        }
        return operation;
    }

    @Override
    public String toString() {
        return service + ":" + name;
    }
}
