package dev.firedrill.kafka;

import dev.firedrill.kafka.inventory.InventoryComparison;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;
import dev.firedrill.rules.Terms;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Rules over one topic. Where it is missing, every rule says so and fails. */
public final class TopicAssert extends RuleAssert<TopicAssert> {
    private final KafkaInstance instance;
    private final String topic;

    TopicAssert(KafkaAssert whole, KafkaInstance instance, String topic) {
        super(whole);
        this.instance = instance;
        this.topic = topic;
    }

    /** It holds at least one record. */
    public TopicAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        return measure("not-empty", "to hold records", terms, answers -> {
            long offsets = answers.offsetsOf(topic).values().stream()
                    .mapToLong(each -> each.end() - each.begin())
                    .sum();
            return Finding.ofMeasure(offsets, "above 0", offsets > 0).found("it holds none");
        });
    }

    /** It has so many partitions. */
    public TopicAssert hasPartitions(int number) {
        var terms = terms().unboundedFor("hasPartitions");
        return measure("partitions", "to have " + Numbers.text(number, "partition"), terms, answers -> {
            int found = answers.topics().get(topic).partitions().size();
            return Finding.ofMeasure(found, Integer.toString(number), found == number)
                    .found("it has " + Numbers.text(found));
        });
    }

    /**
     * Its configuration has that value, be it its own or the broker's. It cannot be told of an S3 sink, which does not have it.
     *
     * @param key such as {@code cleanup.policy}
     */
    public TopicAssert hasConfig(String key, String value) {
        var terms = terms().unboundedFor("hasConfig");
        return measure("config-" + key, "to have  " + key + "  " + value, terms, answers -> {
            if (!instance.archive().lost().isEmpty()) {
                return Finding.unknown(
                        "it cannot be told: the archive does not have the configuration of topics, and what it has here is that"
                                + " of its restore",
                        null);
            }
            var entry = answers.configOf(topic).get(key);
            if (entry == null) {
                return Finding.unknown("this Kafka knows no key " + key, null);
            }
            boolean same = value.equals(entry.value());
            return Finding.ofMeasure(same ? 0 : 1, value, same).found("it is " + entry.value());
        });
    }

    /** No offset is missing, but for those that compaction took. It cannot be told of an archive, whose offsets are new. */
    public TopicAssert hasNoGaps() {
        var terms = terms();
        return measure(
                "no-gaps",
                "to miss no offset",
                terms,
                answers -> GapSearch.finding(instance, topic::equals, terms.bounds()));
    }

    /**
     * No record has a timestamp that is further behind the newest so far of its partition. It cannot be told of an S3 sink,
     * which does not have them.
     *
     * @param bound such as an hour
     */
    public TopicAssert hasTimestampsWithin(Duration bound) {
        var terms = terms();
        var rule = new Rule(
                id("timestamps"), TimestampSearch.expectation("topic  " + topic + " ", bound), terms.because());
        return evaluate(rule, () -> {
            var answers = KafkaAnswers.of(instance);
            return answers.topics().containsKey(topic)
                    ? TimestampSearch.finding(instance, Set.of(topic), bound, terms.bounds())
                    : missing(answers);
        });
    }

    /** Its partitions hold the records that an inventory has, up to the ends that it recorded. */
    public TopicAssert hasContentOf(KafkaInventory inventory) {
        return compare("content", "to hold the records of the inventory", inventory, it -> it.content(topic));
    }

    /** Its partitions begin and end where an inventory says, or later where its configuration and its age explain it. */
    public TopicAssert hasOffsetsOf(KafkaInventory inventory) {
        return compare("offsets", "to have the offsets of the inventory", inventory, it -> it.offsets(topic));
    }

    /** What is set for it is what an inventory says; what it has from the broker is left out. */
    public TopicAssert hasConfigurationOf(KafkaInventory inventory) {
        return compare(
                "configuration",
                "to have the configuration of the inventory",
                inventory,
                it -> it.configuration(topic));
    }

    /** Groups stand in it where an inventory says, or later, and read the same record next. */
    public TopicAssert hasGroupOffsetsOf(KafkaInventory inventory) {
        return compare("groups", "to have the groups of the inventory", inventory, it -> it.groups(topic));
    }

    private TopicAssert compare(
            String id,
            String expectation,
            KafkaInventory inventory,
            Function<InventoryComparison, Finding> comparison) {
        var terms = terms().unboundedFor("has...Of(inventory)");
        var rule = new Rule(id(id), "topic  " + topic + "  " + expectation, terms.because());
        return evaluate(rule, () -> comparison.apply(new InventoryComparison(inventory, instance.restoredLog())));
    }

    private TopicAssert measure(
            String id, String expectation, Terms terms, Function<KafkaAnswers, Finding> measurement) {
        var rule = new Rule(id(id), "topic  " + topic + "  " + expectation, terms.because());
        return evaluate(rule, () -> {
            var answers = KafkaAnswers.of(instance);
            return answers.topics().containsKey(topic) ? measurement.apply(answers) : missing(answers);
        });
    }

    private Finding missing(KafkaAnswers answers) {
        return Finding.ofMissingObject(
                "there is no topic " + topic + "; there are " + answers.topics().keySet());
    }

    private String id(String verb) {
        return RuleId.of("kafka", topic, verb);
    }

    @Override
    protected TopicAssert self() {
        return this;
    }
}
