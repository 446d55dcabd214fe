package dev.firedrill.aws.safety;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The one place where each request to AWS is let through or refused, before it leaves this process. Four kinds pass:
 *
 * <ul>
 *   <li>what only reads, as the file {@code read-operations.txt} lists it;
 *   <li>what makes, changes or removes something of this run's own, as {@link ChangeRule}s have it;
 *   <li>in a sweep, what removes something of ours whose time is over, and nothing that makes anything;
 *   <li>what uses a thing that the configuration names: see {@link Declared}.
 * </ul>
 *
 * All else is refused, also what nobody has thought of: an operation that a new SDK brings is on no list.
 */
public final class OperationGuard implements ExecutionInterceptor {
    private final Ownership ownership;
    private final Declared declared;
    private final boolean creates;

    /** @param ownership knows what may be changed */
    public OperationGuard(Ownership ownership) {
        this(ownership, Declared.NOTHING);
    }

    /** @param declared what the configuration names for use */
    public OperationGuard(Ownership ownership, Declared declared) {
        this(ownership, declared, true);
    }

    private OperationGuard(Ownership ownership, Declared declared, boolean creates) {
        this.ownership = ownership;
        this.declared = declared;
        this.creates = creates;
    }

    /**
     * Of what cleans up, after a restore or in a sweep: it makes nothing.
     *
     * @param removable knows what may be removed
     */
    public static OperationGuard ofSweep(Ownership removable) {
        return new OperationGuard(removable, Declared.NOTHING, false);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        check(context.request(), attributes);
    }

    /** Once more: an interceptor between may have put another request in its place. */
    @Override
    public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
        check(context.request(), attributes);
    }

    private void check(SdkRequest request, ExecutionAttributes attributes) {
        var operation = Operation.of(request, attributes);
        PlainRequest.require(operation, request);
        if (ReadOperations.KNOWN.contains(operation)) {
            return;
        }
        if (Declared.FIELDS.containsKey(operation)) {
            declared.require(operation, request);
            return;
        }
        var rule = ChangeRules.KNOWN.get(operation);
        if (rule == null) {
            throw new OperationRefused(operation, "it is on no list of what Firedrill may do");
        }
        if (rule.creates() && !creates) {
            throw new OperationRefused(operation, "a sweep makes nothing");
        }
        rule.require(operation, request, ownership);
    }
}
