package dev.firedrill.checks.database;

import dev.firedrill.junit.Restore;
import dev.firedrill.junit.RuleTests;
import dev.firedrill.junit.Weekly;
import dev.firedrill.postgres.RuleSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The weekly consistency check: eight conditions that the rows of the shop must meet together, one test for each rule. */
@Weekly
@Tag("database")
@Restore("shop")
class ShopConsistencyCheck {
    static final RuleSet RULES = RuleSet.of(db -> {
        var customers = db.table("customers");
        var products = db.table("products");
        var orders = db.table("orders");
        var items = db.table("order_items");

        // All that follows holds of tables without rows, too.
        customers.isNotEmpty();
        products.isNotEmpty();
        orders.isNotEmpty();
        items.isNotEmpty();

        // 1, 2 and 8: orphans. A NULL names nobody; how many there are is said.
        items.column("order_id").references("orders", "id");
        items.column("product_id").references("products", "id");
        orders.column("customer_id").references("customers", "id");

        // 3: e-mails. What is missing matches nothing.
        customers.column("email").hasNoNulls().matches("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");

        // 4 and 5: totals and times. A NULL is neither negative nor later.
        orders.columns("total_amount", "created_at").hasNoNulls();
        orders.hasNoRowsWhere("total_amount < 0");
        orders.column("created_at").isNotAfterRecoveryPoint();

        // 6: totals and their items. An order without items has the sum 0, and is an offence for itself.
        orders.column("total_amount").within("0.01").isSumOf("order_items", "order_id", "quantity * unit_price");
        orders.hasRowsIn("order_items", "order_id");

        // 7: primary keys, as declared and as the rows have them.
        customers.hasValidPrimaryKey();
        products.hasValidPrimaryKey();
        orders.hasValidPrimaryKey();
        items.hasValidPrimaryKey();
    });

    @TestFactory
    Stream<DynamicTest> consistency(RuleTests shop) {
        return shop.of(RULES);
    }
}
