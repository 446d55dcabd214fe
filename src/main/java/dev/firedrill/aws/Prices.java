package dev.firedrill.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What instances cost, by a table that comes along: for an estimate, not for a bill. Prices of other regions differ. */
public final class Prices {
    /** What the table holds for, to be said with each estimate. */
    public static final String OF = "list prices of us-east-1 as of 2026-05";

    private static final String TABLE = "prices.csv";
    private static final String STORAGE = "storage";
    private static final int HOURS_OF_A_MONTH = 730;

    private final Map<String, BigDecimal> table;

    private Prices(Map<String, BigDecimal> table) {
        this.table = table;
    }

    /** The table that comes along. */
    public static Prices installed() {
        try (var in = Prices.class.getResourceAsStream(TABLE)) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return new Prices(lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> new BigDecimal(cells[1]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Dollars, rounded up to a cent, that an instance costs if it lives so long.
     *
     * @return empty if the class is not in the table
     */
    public Optional<BigDecimal> of(String instanceClass, int gigabytes, Duration life) {
        var hours = BigDecimal.valueOf(life.toMinutes()).divide(BigDecimal.valueOf(60), 4, RoundingMode.UP);
        return Optional.ofNullable(table.get(instanceClass))
                .map(hourly -> hourly.add(storage(gigabytes)).multiply(hours).setScale(2, RoundingMode.UP));
    }

    /** For an hour. */
    private BigDecimal storage(int gigabytes) {
        return table.get(STORAGE)
                .multiply(BigDecimal.valueOf(gigabytes))
                .divide(BigDecimal.valueOf(HOURS_OF_A_MONTH), 6, RoundingMode.UP);
    }
}
