package dev.firedrill.rules;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Stable identities of rules, readable and without a character that a file name or a report could trip over. */
public final class RuleId {
    private static final int LONGEST_PART = 48;

    private RuleId() {}

    /** Joins parts with hyphens: {@code orders-customer_id-references-customers-id}. */
    public static String of(String... parts) {
        return Arrays.stream(parts).map(RuleId::name).collect(Collectors.joining("-"));
    }

    /** Eight hex digits that tell texts apart. */
    public static String digest(String text) {
        return Digests.ofText(text).substring(0, 8);
    }

    /** A name with its odd characters replaced; a digest keeps apart what would then read the same. */
    private static String name(String name) {
        var plain = name.replaceAll("[^\\p{L}\\p{N}_.$-]+", "-")
                .replaceAll("-{2,}", "-")
                .replaceAll("^-|-$", "");
        if (plain.equals(name) && name.length() <= LONGEST_PART) {
            return name;
        }
        var start = plain.substring(0, Math.min(LONGEST_PART, plain.length()));
        return (start.isEmpty() ? "" : start + "-") + Digests.ofText(name).substring(0, 6);
    }
}
