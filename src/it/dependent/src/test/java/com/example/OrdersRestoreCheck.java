package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Daily;
import dev.firedrill.junit.Restore;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Test;

@Daily
@Restore("orders")
class OrdersRestoreCheck {
    @Test
    void every_order_belongs_to_a_customer(PostgresInstance orders) {
        assertThat(orders).table("orders").column("customer_id").references("customers", "id");
    }

    @Test
    void the_restore_meets_its_objectives(Restoration restoration) {
        assertThat(restoration).completedWithinRto().lostNoMoreThanRpo();
    }
}
