package dev.firedrill.aws.validation;

import java.util.regex.Pattern;

/**
 * One thing that a request has otherwise than the service's model asks for.
 *
 * @param member its path in the request, such as {@code Tags[0].Key}
 * @param expected what the model asks for
 * @param found what is there
 */
record Violation(String member, String expected, String found) {
    static final String NOTHING = "nothing";
    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|authoriz|customerkey");

    /** With the value itself, unless it may be a secret. */
    static Violation of(String member, boolean sensitive, String expected, Object value) {
        var text = String.valueOf(value);
        var hidden = sensitive || SECRET.matcher(member).find();
        return new Violation(
                member, expected, hidden ? "a hidden value of " + text.length() + " characters" : "[" + text + "]");
    }

    static Violation missing(String member) {
        return new Violation(member, "a value: it is required", NOTHING);
    }

    @Override
    public String toString() {
        return "%s: expected %s, found %s".formatted(member, expected, found);
    }
}
