package dev.firedrill.redis;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;

/** Rules over files of Redis that no server has loaded. */
public final class RedisFilesAssert extends RuleAssert<RedisFilesAssert> {
    private final RedisFiles files;

    RedisFilesAssert(RedisFiles files, RuleRunner runner) {
        super(runner);
        this.files = files;
    }

    /** Each file holds keys, or commands. */
    public RedisFilesAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule("redis-file-not-empty", "every file of the backup to hold keys", terms.because());
        return evaluate(rule, () -> {
            var reading = files.reading();
            if (reading.entries().isEmpty()) {
                return Finding.unknown(
                        "it holds values of modules, whose keys cannot be counted without a server", null);
            }
            return Finding.ofMeasure(
                            reading.entries().get(),
                            "above 0",
                            reading.entries().get() > 0)
                    .found("the smallest of %s holds none".formatted(Numbers.text(reading.files(), "file")));
        });
    }

    @Override
    protected RedisFilesAssert self() {
        return this;
    }
}
