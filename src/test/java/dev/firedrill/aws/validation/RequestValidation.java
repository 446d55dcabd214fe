package dev.firedrill.aws.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Refuses what AWS would not take, in every client of every test: each request that is about to leave the process is
 * compared with the model of its service. What a guard has refused before does not get here. The SDK finds this class by
 * the class path resource {@code software/amazon/awssdk/global/handlers/execution.interceptors}.
 *
 * <p>By botocore's models where this host has them ({@code scripts/moto install}), else by what the SDK's classes know,
 * which is much less. Backup checks that ask AWS itself are left alone: AWS is the judge there.
 */
public final class RequestValidation implements ExecutionInterceptor {
    /** For a client of a test that sends nonsense on purpose, to a server that is none. */
    public static final ExecutionAttribute<Boolean> LEFT_OUT = new ExecutionAttribute<>("NotValidatedByTest");

    static final String BY_SDK = "the SDK's classes";
    private static final Optional<ServiceModels> MODELS = ServiceModels.ofThisHost();
    private static final Map<String, Set<String>> VALIDATED = new ConcurrentSkipListMap<>();

    private final Optional<ServiceModels> models;

    /** For the SDK. */
    public RequestValidation() {
        this(MODELS);
    }

    RequestValidation(Optional<ServiceModels> models) {
        this.models = models;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (Boolean.TRUE.equals(attributes.getAttribute(LEFT_OUT)) || isOfUser(context)) {
            return;
        }
        validate(
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                context.request());
    }

    private static boolean isOfUser(Context.BeforeTransmission context) {
        return Boolean.getBoolean("firedrill.report")
                && context.httpRequest().host().endsWith(".amazonaws.com");
    }

    void validate(String service, String operation, SdkRequest request) {
        var name = service + ":" + operation;
        var input = models.flatMap(all -> all.of(service)).flatMap(model -> model.input(operation));
        var judge = input.map(shape -> String.valueOf(models.orElseThrow())).orElse(BY_SDK);
        VALIDATED.computeIfAbsent(judge, key -> ConcurrentHashMap.newKeySet()).add(name);
        var violations = input.map(shape -> ModelConstraints.violatedBy(request, shape))
                .orElseGet(() -> SdkConstraints.violatedBy(request));
        if (!violations.isEmpty()) {
            throw new InvalidRequest(name, judge, List.copyOf(violations));
        }
    }

    /** Which operations were validated in this JVM, by whose models. */
    static Map<String, Set<String>> validated() {
        return VALIDATED;
    }
}
