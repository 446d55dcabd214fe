package dev.firedrill.aws.control;

/** What AWS answers instead of doing what it was asked. */
final class ServiceError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int httpStatus;

    /** @param code as it stands in the answer, such as {@code DBInstanceNotFound} */
    ServiceError(String code, int httpStatus, String message) {
        super(message, null, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    static ServiceError invalid(String message) {
        return new ServiceError("InvalidParameterValue", 400, message);
    }

    static ServiceError combination(String message) {
        return new ServiceError("InvalidParameterCombination", 400, message);
    }

    static ServiceError missing(String member) {
        return new ServiceError("MissingParameter", 400, "The request must contain the parameter " + member + ".");
    }

    String code() {
        return code;
    }

    int httpStatus() {
        return httpStatus;
    }
}
