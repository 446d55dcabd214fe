package dev.firedrill.rules;

import java.util.List;

/** Judges a rule that speaks of many things, some of whose offenders are known. */
record KnownBreaches(KnownRule rule) {
    Finding judge(Finding finding, Samples samples) throws Exception {
        var file = rule.file();
        if (!file.columns().equals(Breaches.COLUMNS)) {
            return rule.withoutEffect(finding, rule.otherColumns(Breaches.COLUMNS));
        }
        var named = finding.breaches.named(KeysFile.MOST + 1);
        if (named.offenders().size() > KeysFile.MOST) {
            return rule.withoutEffect(
                    finding,
                    "more than %s offenders are not compared with what is known"
                            .formatted(Numbers.text(KeysFile.MOST)));
        }
        var compared = KeyComparison.of(file, named.offenders());
        return judged(finding, named, compared, samples);
    }

    private Finding judged(Finding finding, Breaches.Named named, KeyComparison compared, Samples samples) {
        int known = compared.known().size();
        var again = named.beside(compared);
        again.judgedAs(again.verdict, rule.bounds(finding, known));
        again.took = finding.took;
        again.found("%s: %s new, %s known (%s)"
                .formatted(again.found, Numbers.text(compared.fresh().size()), Numbers.text(known), rule.terms()));
        if (!named.nameless().isEmpty()) {
            again.addHint("known excuses nothing of: " + String.join("; ", first(named.nameless())));
        }
        // What could not be looked at may offend as it did.
        return named.isComplete() ? again.remark(rule.remark(compared, samples)) : again;
    }

    private static List<String> first(List<String> texts) {
        return texts.subList(0, Math.min(3, texts.size()));
    }
}
