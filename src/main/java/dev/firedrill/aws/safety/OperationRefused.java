package dev.firedrill.aws.safety;

/** An operation that could do harm, stopped before it left this process. */
public final class OperationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperationRefused(Operation operation, String why) {
        super("the operation " + operation + " was refused before it left this process: " + why);
    }
}
