package dev.firedrill.aws.safety;

import software.amazon.awssdk.core.SdkRequest;

/** A request that is what its fields say: headers or query parameters put beside them could name another operation. */
final class PlainRequest {
    private PlainRequest() {}

    /** @throws OperationRefused if something is added to it that the guard cannot judge */
    static void require(Operation operation, SdkRequest request) {
        request.overrideConfiguration().ifPresent(own -> {
            var plain = own.headers().isEmpty()
                    && own.rawQueryParameters().isEmpty()
                    && own.plugins().isEmpty();
            if (!plain) {
                throw new OperationRefused(operation, "headers, query parameters or plugins were added to the request");
            }
        });
    }
}
