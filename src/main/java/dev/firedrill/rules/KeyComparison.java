package dev.firedrill.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The offenders of a rule beside those that are known. Both are counted, not only looked for: what is known to offend
 * once and offends twice is new once.
 *
 * @param known offenders that were listed
 * @param fresh those that were not
 * @param healed keys that were listed and do not offend
 */
public record KeyComparison(List<Offender> known, List<Offender> fresh, List<List<String>> healed) {
    /** Each offender takes one key out of the list, as long as there is one. */
    public static KeyComparison of(KeysFile listed, List<Offender> offenders) {
        var left = new HashMap<List<String>, Integer>();
        listed.keys().forEach(key -> left.merge(key, 1, Integer::sum));
        var known = new ArrayList<Offender>();
        var fresh = new ArrayList<Offender>();
        for (var offender : offenders) {
            var key = listed.stored(offender.key());
            int more = left.getOrDefault(key, 0);
            if (more > 0) {
                left.put(key, more - 1);
            }
            (more > 0 ? known : fresh).add(offender);
        }
        return new KeyComparison(known, fresh, healed(listed, left));
    }

    private static List<List<String>> healed(KeysFile listed, HashMap<List<String>, Integer> left) {
        var healed = new ArrayList<List<String>>();
        for (var key : listed.keys()) {
            if (left.merge(key, -1, Integer::sum) >= 0) {
                healed.add(key);
            }
        }
        return healed;
    }
}
