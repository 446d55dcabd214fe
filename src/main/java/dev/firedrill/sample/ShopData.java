package dev.firedrill.sample;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shop's history: the same rows at every making, only their times count from the base instant.
 *
 * @param customers how many there are; so for the others
 */
record ShopData(long customers, long products, long orders, long items) {

    /** Shares of a number of rows in all. Ten items go to three orders. */
    static ShopData ofRows(int rows) {
        long orders = rows * 204L / 1000;
        return new ShopData(rows / 10, Math.max(10, rows / 100), orders, orders * 10 / 3);
    }

    void load(Sql shop, Instant base) {
        shop.run(ShopSchema.TABLES);
        shop.run(
                """
                insert into customers
                select g, 'user' || g || '@example' || g %% 1000 || '.com', 'Customer ' || g,
                       timestamptz '%2$s' - interval '91 days' - g %% 700 * interval '1 day'
                from generate_series(1, %1$d) g;
                """
                        .formatted(customers, base));
        shop.run(
                "insert into products select g, 'SKU-' || g, 'Product ' || g, (g * 37) %% 10000 / 100.0 + 1 from generate_series(1, %d) g"
                        .formatted(products));
        shop.run(
                """
                insert into order_items
                select g, 1 + (g - 1) * 3 / 10, p.id, 1 + g %% 5, p.price
                from generate_series(1::bigint, %d) g join products p on p.id = 1 + g * 7919 %% %d order by g;
                """
                        .formatted(items, products));
        shop.run(
                """
                insert into orders
                select i.order_id, 1 + i.order_id * 104729 %% %1$d, (array['new', 'paid', 'shipped', 'done'])[1 + i.order_id %% 4],
                       i.total, timestamptz '%3$s' - (%2$d - i.order_id) * (interval '90 days' / %2$d)
                from (select order_id, sum(quantity * unit_price) as total from order_items group by order_id) i
                order by i.order_id;
                """
                        .formatted(customers, orders, base));
        shop.run(ShopSchema.KEYS);
        for (var table : rowCounts(0).keySet()) {
            shop.run(
                    "select setval(pg_get_serial_sequence('%1$s', 'id'), (select max(id) from %1$s))".formatted(table));
        }
        shop.run("vacuum analyze");
    }

    /** Rows of each table after so many live orders. */
    Map<String, Long> rowCounts(long liveOrders) {
        return new TreeMap<>(Map.of(
                "customers",
                customers,
                "products",
                products,
                "orders",
                orders + liveOrders,
                "order_items",
                items + liveOrders * ShopTrade.ITEMS));
    }
}
