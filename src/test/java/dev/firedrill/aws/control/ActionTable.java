package dev.firedrill.aws.control;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** What the services of one region can be asked, each with the SDK's own request and answer. */
final class ActionTable {
    private final Map<String, Function<Request, SdkPojo>> answers = new HashMap<>();

    /**
     * Adds an action.
     *
     * @param empty makes a builder of the SDK's request
     */
    <Q> ActionTable on(
            String service, String action, Supplier<? extends SdkPojo> empty, Function<Q, ? extends SdkPojo> answer) {
        return on(service, action, empty, (Q asked, Request request) -> answer.apply(asked));
    }

    /** Adds an action whose answer depends on who asks. */
    <Q> ActionTable on(
            String service,
            String action,
            Supplier<? extends SdkPojo> empty,
            BiFunction<Q, Request, ? extends SdkPojo> answer) {
        answers.put(service + ":" + action, request -> answer.apply(asked(empty.get(), request), request));
        return this;
    }

    @SuppressWarnings("unchecked")
    private static <Q> Q asked(SdkPojo empty, Request request) {
        return (Q) RequestReader.read(empty, request);
    }

    SdkPojo answer(Request request) {
        var answer = answers.get(request.service() + ":" + request.action());
        if (answer == null) {
            throw new ServiceError(
                    "InvalidAction",
                    400,
                    "Could not find operation " + request.action() + " of " + request.service()
                            + ": this control plane does not have it");
        }
        return answer.apply(request);
    }
}
