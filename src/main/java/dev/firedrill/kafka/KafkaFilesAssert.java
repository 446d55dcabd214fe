package dev.firedrill.kafka;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Sample;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rules over log directories that no broker serves. */
public final class KafkaFilesAssert extends RuleAssert<KafkaFilesAssert> {
    private final KafkaFiles files;

    KafkaFilesAssert(KafkaFiles files, RuleRunner runner) {
        super(runner);
        this.files = files;
    }

    /** There are records. */
    public KafkaFilesAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule("kafka-file-not-empty", "the log directories to hold records", terms.because());
        return evaluate(rule, () -> {
            long records = files.logs().records();
            return Finding.ofMeasure(records, "above 0", records > 0)
                    .found(Numbers.text(files.logs().found().ofUsers().size(), "partition") + " of users hold none");
        });
    }

    /** Each topic that {@code topics:} in firedrill.yaml names has a directory. Where it names none, this cannot be told. */
    public KafkaFilesAssert hasEveryProtectedTopic() {
        var terms = terms();
        var names = files.protectedTopics();
        var rule = new Rule(
                "kafka-file-protected-topics",
                "topics  " + String.join(", ", names) + "  to have directories",
                terms.because());
        return evaluate(rule, () -> {
            if (names.isEmpty()) {
                return Finding.unknown("no topic is named", null)
                        .hint("name those that must come back: topics: [orders, payments]");
            }
            var there = files.logs().found().ofUsers().stream()
                    .map(log -> log.partition().topic())
                    .collect(Collectors.toCollection(TreeSet::new));
            var missing = names.stream().filter(name -> !there.contains(name)).toList();
            return Finding.ofOffences(missing.size(), terms.bounds())
                    .found("%s of %d missing; there are %s"
                            .formatted(Numbers.text(missing.size(), "topic"), names.size(), there))
                    .samples(
                            "topics",
                            missing.stream()
                                    .map(name -> Sample.of(List.of(name), 1))
                                    .toList());
        });
    }

    @Override
    protected KafkaFilesAssert self() {
        return this;
    }
}
