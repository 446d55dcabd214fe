package dev.firedrill.aws.safety;

import java.util.HashMap;
import java.util.Map;

/** All operations that may change something, and how. */
final class ChangeRules {
    static final Map<Operation, ChangeRule> KNOWN = known();

    private ChangeRules() {}

    private static Map<Operation, ChangeRule> known() {
        var rules = new HashMap<String, ChangeRule>();
        rules.putAll(RdsInstanceChanges.RULES);
        rules.putAll(RdsClusterChanges.RULES);
        rules.putAll(ElastiCacheChanges.RULES);
        var known = new HashMap<Operation, ChangeRule>();
        rules.forEach((operation, rule) -> known.put(Operation.of(operation), rule));
        return Map.copyOf(known);
    }
}
