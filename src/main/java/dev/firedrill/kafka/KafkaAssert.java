package dev.firedrill.kafka;

import dev.firedrill.kafka.inventory.InventoryComparison;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Sample;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Rules over a restored Kafka. Topics that Kafka keeps for itself are not counted. */
public final class KafkaAssert extends RuleAssert<KafkaAssert> {
    /** How far a timestamp may be behind the newest so far of its partition, where nothing else is said. */
    public static final Duration USUAL_BOUND = Duration.ofHours(1);

    private final KafkaInstance instance;

    KafkaAssert(KafkaInstance instance, RuleRunner runner) {
        super(runner);
        this.instance = instance;
    }

    /** There are records. */
    public KafkaAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule("kafka-not-empty", "the restored Kafka to hold records", terms.because());
        return evaluate(rule, () -> {
            var answers = KafkaAnswers.of(instance);
            long offsets = 0;
            for (var topic : answers.topics().keySet()) {
                offsets += answers.offsetsOf(topic).values().stream()
                        .mapToLong(each -> each.end() - each.begin())
                        .sum();
            }
            return Finding.ofMeasure(offsets, "above 0", offsets > 0)
                    .found("its " + Numbers.text(answers.topics().size(), "topic") + " have no record");
        });
    }

    /** These topics are there. */
    public KafkaAssert hasTopics(String... names) {
        return hasTopics("kafka-topics", List.of(names));
    }

    /** Each topic is there that {@code topics:} in firedrill.yaml names. Where it names none, this cannot be told. */
    public KafkaAssert hasEveryProtectedTopic() {
        return hasTopics("kafka-protected-topics", instance.protectedTopics());
    }

    private KafkaAssert hasTopics(String id, Collection<String> names) {
        var terms = terms();
        var rule = new Rule(id, "topics  " + String.join(", ", names) + "  to be there", terms.because());
        return evaluate(rule, () -> {
            if (names.isEmpty()) {
                return Finding.unknown("no topic is named", null)
                        .hint("name those that must come back: topics: [orders, payments]");
            }
            var there = KafkaAnswers.of(instance).topics().keySet();
            var missing = names.stream().filter(name -> !there.contains(name)).toList();
            return Finding.ofOffences(missing.size(), terms.bounds())
                    .found("%d of %s missing; there are %s"
                            .formatted(
                                    missing.size(),
                                    Numbers.text(names.size(), "topic") + (missing.size() == 1 ? " is" : " are"),
                                    there))
                    .samples(
                            "topics",
                            missing.stream()
                                    .map(name -> Sample.of(List.of(name), 1))
                                    .toList());
        });
    }

    /**
     * No offset is missing in any topic, but for those that compaction took. It cannot be told of an archive of records (an
     * export, a sink), whose offsets are new.
     */
    public KafkaAssert hasNoGaps() {
        var terms = terms();
        var rule = new Rule("kafka-no-gaps", "no offset to be missing in any topic", terms.because());
        return evaluate(rule, () -> GapSearch.finding(instance, topic -> true, terms.bounds()));
    }

    /**
     * No record of any topic has a timestamp that is further behind the newest so far of its partition. It cannot be told of
     * an S3 sink, which does not have them.
     *
     * @param bound such as an hour
     */
    public KafkaAssert hasTimestampsWithin(Duration bound) {
        var terms = terms();
        var rule = new Rule("kafka-timestamps", TimestampSearch.expectation("any topic", bound), terms.because());
        return evaluate(
                rule,
                () -> TimestampSearch.finding(
                        instance, KafkaAnswers.of(instance).topics().keySet(), bound, terms.bounds()));
    }

    /** Everything is as the system's inventory says: {@code inventory:} in firedrill.yaml. */
    public KafkaAssert matchesItsInventory() {
        return isIdenticalTo(instance.inventory());
    }

    /**
     * Topics, their configuration, their records up to the recorded ends, and where groups stand are as an inventory says. A
     * backup that was made before the inventory is compared as far as it goes, and is then INCONCLUSIVE.
     */
    public KafkaAssert isIdenticalTo(KafkaInventory inventory) {
        var terms = terms().unboundedFor("isIdenticalTo");
        var rule = new Rule("kafka-inventory", "everything that the inventory recorded to be there", terms.because());
        return evaluate(rule, () -> new InventoryComparison(inventory, instance.restoredLog()).everything());
    }

    /** One topic. */
    public TopicAssert topic(String name) {
        return new TopicAssert(this, instance, name);
    }

    @Override
    protected KafkaAssert self() {
        return this;
    }
}
