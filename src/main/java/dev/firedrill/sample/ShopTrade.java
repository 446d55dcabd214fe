package dev.firedrill.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Live trading: small commits, each with the time that the server recorded for it. */
final class ShopTrade {
    static final int ITEMS = 2;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Sql shop;
    private final ShopData data;
    private final List<SampleFacts.Commit> commits = new ArrayList<>();

    ShopTrade(Sql shop, ShopData data) {
        this.shop = shop;
        this.data = data;
    }

    List<SampleFacts.Commit> commits() {
        return commits;
    }

    Instant newestCommit() {
        return commits.get(commits.size() - 1).time();
    }

    /** One order with its items, in one transaction. */
    void order(String phase) {
        long id = data.orders() + commits.size() + 1;
        var time = shop.commit(
                """
                with bought as (
                  select id, 1 + id %% 3 as quantity, price from products where id in (1 + %1$d %% %3$d, 1 + (%1$d + 1) %% %3$d)),
                placed as (
                  insert into orders(id, customer_id, status, total_amount)
                  select nextval(pg_get_serial_sequence('orders', 'id')), 1 + %1$d %% %2$d, 'new', sum(quantity * price) from bought
                  returning id)
                insert into order_items(order_id, product_id, quantity, unit_price)
                select placed.id, bought.id, bought.quantity, bought.price from placed, bought
                """
                        .formatted(id, data.customers(), data.products()));
        commits.add(new SampleFacts.Commit(time, id, phase));
    }

    /** Orders at a steady pace up to that moment. */
    void until(Instant end, String phase) {
        while (Instant.now().isBefore(end)) {
            order(phase);
            var next = Instant.now().plus(PAUSE);
            Pace.awaitMoment(next.isBefore(end) ? next : end);
        }
    }
}
