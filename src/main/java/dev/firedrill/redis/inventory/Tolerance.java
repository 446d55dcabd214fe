package dev.firedrill.redis.inventory;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.math.BigDecimal;

/**
 * By how many percent of what is expected a number may differ, in either direction. It is exact: 4.999 % is not 4 %, and
 * where nothing is expected nothing else will do.
 */
public record Tolerance(BigDecimal percent) {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /** @throws ConfigurationMistake if it is negative, or so large that nothing would do for anything */
    public Tolerance {
        if (percent.signum() < 0 || percent.compareTo(WHOLE) >= 0) {
            throw new ConfigurationMistake(
                    "within " + percent + " percent",
                    "with this tolerance a Redis without keys would pass, or none at all",
                    "give a number from 0 to below 100");
        }
    }

    /** Of a number as it is written: 4.99 is 4.99. */
    public static Tolerance of(double percent) {
        return new Tolerance(BigDecimal.valueOf(percent));
    }

    boolean allows(long found, long expected) {
        var difference =
                BigDecimal.valueOf(found).subtract(BigDecimal.valueOf(expected)).abs();
        return difference.multiply(WHOLE).compareTo(percent.multiply(BigDecimal.valueOf(expected))) <= 0;
    }

    /** @param source of what is expected, such as {@code the inventory} */
    public Finding judge(long found, long expected, String source) {
        return Finding.ofMeasure(
                        found,
                        "%s, give or take %s %%".formatted(Numbers.text(expected), text()),
                        allows(found, expected))
                .found("it has %s, and %s has %s"
                        .formatted(Numbers.text(found, "key"), source, Numbers.text(expected)));
    }

    /** Without zeros that say nothing. */
    public String text() {
        var stripped = percent.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
