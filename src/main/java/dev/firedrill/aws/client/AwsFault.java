package dev.firedrill.aws.client;

import dev.firedrill.verdict.Inconclusive;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an error of the SDK means, in words that say what to do about it, and without anything secret that AWS repeated.
 *
 * <pre>{@code
 * } catch (SdkException e) {
 *     throw AwsFault.of(e).inconclusive("listing the snapshots of orders-prod");
 * }
 * }</pre>
 */
public final class AwsFault {
    private final FaultKind kind;
    private final String said;
    private final SdkException cause;

    private AwsFault(FaultKind kind, String said, SdkException cause) {
        this.kind = kind;
        this.said = said;
        this.cause = cause;
    }

    public static AwsFault of(SdkException failure) {
        return new AwsFault(FaultKind.of(failure), SaidByAws.of(failure), failure);
    }

    public FaultKind kind() {
        return kind;
    }

    /**
     * That it could not be told.
     *
     * @param doing what was tried, such as {@code listing the snapshots of orders-prod}
     */
    public Inconclusive inconclusive(String doing) {
        return new Inconclusive(message(doing), shownCause());
    }

    private String message(String doing) {
        var denied =
                kind == FaultKind.DENIED ? Denial.in(cause).map(it -> it + "; ").orElse("") : "";
        return "%s: %s (%s%s)\n  Remedy: %s".formatted(doing, kind.meaning(), denied, said, kind.remedy());
    }

    /** A stack trace shows messages of causes, too. */
    private SdkException shownCause() {
        return SaidByAws.isHarmless(cause) ? cause : null;
    }
}
