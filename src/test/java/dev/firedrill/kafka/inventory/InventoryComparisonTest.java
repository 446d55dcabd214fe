package dev.firedrill.kafka.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
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
        System.out.println(inventory.topics());
    }

    @Test
    void the_source_itself_is_identical() {
        var restored = new RestoredLog(shop.clients(), Instant.now(), java.util.Map.of(), "", () -> {});
        assertThat(said(new InventoryComparison(inventory, restored).everything()))
                .isEmpty();
    }

    private static final RuleListener UNHEARD = new RuleListener() {
        @Override
        public void ruleStarted(String id, String description) {}

        @Override
        public void ruleFinished(RuleOutcome outcome) {}
    };

    private static String said(Finding finding) {
        try {
            RuleRunner.strict(new RuleContext("events · latest", UNHEARD, Samples.KEYS))
                    .run(new Rule("kafka-inventory", "X", ""), () -> finding);
            return "";
        } catch (AssertionError | RuntimeException e) {
            return e.getMessage();
        }
    }
}
