package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.kafka.KafkaAssert;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The newest copy of the log directories, served by a broker and compared with the inventory. */
@Monthly
@Tag("application")
@Tag("application-state")
@Restore("events")
class EventsCheck {
    @Test
    void every_record_is_there_as_it_was_recorded(KafkaInstance events, KafkaInventory inventory) {
        assertThat(events).isIdenticalTo(inventory);
    }

    @Test
    void no_topic_has_gaps_or_runs_backwards(KafkaInstance events) {
        events.verifyAll(it ->
                it.isNotEmpty().hasEveryProtectedTopic().hasNoGaps().hasTimestampsWithin(KafkaAssert.USUAL_BOUND));
    }

    @Test
    void topics_are_configured_as_the_shop_needs_them(KafkaInstance events) {
        events.verifyAll(it -> {
            it.topic("orders").hasPartitions(3).hasConfig("retention.ms", "-1");
            it.topic("customers").hasPartitions(1).hasConfig("cleanup.policy", "compact");
            it.topic("payments").hasPartitions(2);
        });
    }

    @Test
    void the_restore_meets_its_objectives(Restoration restoration) {
        assertThat(restoration).completedWithinRto().lostNoMoreThanRpo().hasRecentBackup();
    }
}
