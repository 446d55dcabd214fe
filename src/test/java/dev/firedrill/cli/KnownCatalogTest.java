package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.sample.OddShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezing a rule of the catalog, which no run needs to have broken before. */
class KnownCatalogTest {
    private static final String RULE = "catalog-foreign-keys";

    @TempDir
    static Path home;

    private static Typed typed;

    @BeforeAll
    static void keep_a_shop_without_customer_17() throws Exception {
        var asOf = OddShop.makeAndGoOn(
                home,
                PlantedBackup.STATE,
                "set session_replication_role = replica",
                "delete from customers where id = 17");
        typed = new Typed(home).configured(asOf, "");
        typed.run("shell", "shop").isPass();
    }

    @AfterAll
    static void discard() throws IOException {
        typed.nothingStays();
    }

    private static Typed.Ended add(String rule) {
        return typed.run("known", "add", "shop", rule, "--owner", "dba", "--until", "2099-03-01", "--why", "OPS-41");
    }

    @Test
    void its_offenders_are_listed_struck_and_expired_as_those_of_any_rule() throws IOException {
        var list = home.resolve("known/shop-catalog-foreign-keys.csv");
        var orphans =
                """
                promise,key,row
                "orders_customer_id_fkey of orders",id,4
                "orders_customer_id_fkey of orders",id,104
                "orders_customer_id_fkey of orders",id,204
                """;
        add(RULE).isPass().says("3 offenders of rule catalog-foreign-keys on shop", "New ones fail from now on");
        assertThat(list).hasContent(orphans);
        typed.run("known", "list").isPass().says("shop    catalog-foreign-keys  3      2099-03-01  dba    OPS-41");

        Files.writeString(list, orphans + "\"orders_customer_id_fkey of orders\",id,5\n");
        typed.run("known", "strike", "shop", RULE).isPass().says("Struck: 1 of 4 known offenders of rule " + RULE);
        assertThat(list).hasContent(orphans);
        typed.run("known", "expire", "shop", RULE).isPass().says("fail from now on");

        add("catalog-indexes").isMistake("has no offender on shop", "there is nothing to freeze");
        add("catalog-foreign-key").isMistake("no rule of the catalog", "Remedy: write catalog-foreign-keys");
    }
}
