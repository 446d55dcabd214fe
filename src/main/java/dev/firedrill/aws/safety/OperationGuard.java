package dev.firedrill.aws.safety;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The one place where each request to AWS is let through or refused. */
public final class OperationGuard implements ExecutionInterceptor {
    private final Ownership ownership;

    /** @param ownership knows what may be changed */
    public OperationGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (!operation.startsWith("Describe") && !operation.startsWith("List") && !operation.startsWith("Get")) {
            throw new OperationRefused(operation, "it is not known to only read; " + ownership);
        }
    }
}
