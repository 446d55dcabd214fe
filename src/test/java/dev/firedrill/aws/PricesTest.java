package dev.firedrill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PricesTest {
    private final Prices prices = Prices.installed();

    @Test
    void an_hour_costs_the_class_and_its_storage() {
        // 0.072 + 100 x 0.115 / 730
        assertThat(prices.of("db.t3.medium", 100, Duration.ofHours(1))).contains(new BigDecimal("0.09"));
        assertThat(prices.of("db.t3.medium", 100, Duration.ofHours(6))).contains(new BigDecimal("0.53"));
    }

    @Test
    void what_is_not_in_the_table_has_no_price() {
        assertThat(prices.of("db.x2iedn.32xlarge", 100, Duration.ofHours(1))).isEmpty();
    }
}
