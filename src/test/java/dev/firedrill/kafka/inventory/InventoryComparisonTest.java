package dev.firedrill.kafka.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryComparisonTest {
    private static ShopSource shop;
    private static KafkaInventory inventory;

    @TempDir
    private Path directory;

    @BeforeAll
    static void record() throws Exception {
        shop = new ShopSource();
        inventory = shop.inventory();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void it_is_the_same_when_it_is_read_again() {
        inventory.write(directory.resolve("inventory.json"));
        assertThat(KafkaInventory.read(directory.resolve("inventory.json"))).isEqualTo(inventory);
    }

    @Test
    void the_source_itself_is_identical() {
        var restored = new RestoredLog(shop.clients(), Instant.now(), java.util.Map.of(), "", () -> {});
        assertThat(Saying.of(new InventoryComparison(inventory, restored).everything()))
                .isEqualTo("PASS");
    }
}
