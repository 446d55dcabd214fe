package dev.firedrill.aws.client;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What AWS or the SDK said in an error, without what nobody else may read: of a signature that does not match, AWS repeats
 * the whole signed request with its session token.
 */
public final class SaidByAws {
    private static final int LONGEST = 400;

    /** The SDK's own objects, which it prints for those who debug it. */
    private static final Pattern INSIDES = Pattern.compile("(: ProfileFile| AwsCredentialsProviderChain)\\(.*");

    private static final String HIDDEN = "(hidden)";
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile(
                    "(?i)(x-amz-security-token|x-amz-signature|x-amz-credential|authorization|signature)[=:]\\s*[^\\s&]+"),
            Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{4,}"),
            Pattern.compile("[A-Za-z0-9/+]{60,}={0,2}"));

    private SaidByAws() {}

    /** Its first line: code, message, and the request's id where there is one. */
    public static String of(SdkException failure) {
        var text =
                failure instanceof AwsServiceException answer ? ofAnswer(answer) : String.valueOf(failure.getMessage());
        var line = hidden(INSIDES.matcher(text.lines().findFirst().orElse("")).replaceFirst(""));
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    private static String ofAnswer(AwsServiceException answer) {
        var details = Optional.ofNullable(answer.awsErrorDetails());
        var code = details.map(it -> it.errorCode()).orElse("no code");
        var message =
                details.map(it -> it.errorMessage()).flatMap(it -> it.lines().findFirst());
        var request = Optional.ofNullable(answer.requestId()).map(id -> "request " + id);
        return code
                + message.map(it -> ": " + it).orElse("")
                + Stream.of("status " + answer.statusCode(), request.orElse(""))
                        .filter(part -> !part.isEmpty())
                        .reduce("", (all, part) -> all + ", " + part);
    }

    /** Whether the error, all that caused it and all that was suppressed by it may be shown: a stack trace has them all. */
    public static boolean isHarmless(Throwable failure) {
        return isHarmless(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param seen those that were looked at: an error may lead back to itself */
    private static boolean isHarmless(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return true;
        }
        var text = String.valueOf(failure.getMessage());
        return hidden(text).equals(text)
                && isHarmless(failure.getCause(), seen)
                && Stream.of(failure.getSuppressed()).allMatch(it -> isHarmless(it, seen));
    }

    private static String hidden(String text) {
        var shown = text;
        for (var secret : SECRETS) {
            shown = secret.matcher(shown).replaceAll(HIDDEN);
        }
        return shown;
    }
}
