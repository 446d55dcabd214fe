package dev.firedrill.rules;

import dev.firedrill.config.KnownOffence;
import dev.firedrill.verdict.Verdict;
import java.time.LocalDate;
import java.util.List;

/**
 * Judges a rule whose offenders are known. What cannot be compared with the list is judged as if there were none, and the
 * message says why: a list must never excuse what it does not name.
 *
 * @param today the day on the wall: a list does not become valid again because an old state was restored
 */
record KnownRule(String system, KnownOffence entry, KeysFile file, LocalDate today) {
    Finding judge(Finding finding, Samples samples) throws Exception {
        if (file.keys().isEmpty() || !finding.isJudged()) {
            return finding;
        }
        if (finding.limits == null && finding.breaches == null) {
            return withoutEffect(
                    finding,
                    "this rule measures, or speaks of more than the rows of one table, so that no row of it can be known");
        }
        if (entry.isOver(today)) {
            return finding.holds() ? finding : over(finding);
        }
        if (finding.value == 0) {
            return healed(finding, new KeyComparison(List.of(), List.of(), file.keys()), samples);
        }
        return finding.breaches == null ? compared(finding, samples) : new KnownBreaches(this).judge(finding, samples);
    }

    private Finding compared(Finding finding, Samples samples) throws Exception {
        if (finding.offending == null) {
            return withoutEffect(finding, "its offenders have no keys by which they could be told apart");
        }
        var found = finding.offending.reader().first(KeysFile.MOST + 1);
        if (!found.keepTheirKeys()) {
            return withoutEffect(
                    finding, "rows without a primary key are named by their place, which they do not keep");
        }
        if (!found.columns().equals(file.columns())) {
            return withoutEffect(finding, otherColumns(found.columns()));
        }
        if (found.rows().size() > KeysFile.MOST) {
            return tooMany(finding, Math.max(finding.offences, found.rows().size()));
        }
        if (found.rows().size() != finding.offences) {
            return withoutEffect(
                    finding,
                    "it counts %s and names %s"
                            .formatted(
                                    Numbers.text(finding.offences, "offence"),
                                    Numbers.text(found.rows().size(), "row")));
        }
        return judged(finding, KeyComparison.of(file, found.rows()), samples);
    }

    String otherColumns(List<String> found) {
        return "%s names its keys by %s, and the rule names rows by %s"
                .formatted(entry.keys().getFileName(), file.columns(), found);
    }

    private Finding judged(Finding finding, KeyComparison compared, Samples samples) {
        int fresh = compared.fresh().size();
        int known = compared.known().size();
        var ofFresh = finding.limits.judge(fresh);
        var verdict = ofFresh == Verdict.PASS && known > 0 ? Verdict.WARN : ofFresh;
        var shown = fresh > 0 ? compared.fresh() : compared.known();
        return finding.judgedAs(verdict, bounds(finding, known))
                .found("%s: %s new, %s known (%s)"
                        .formatted(finding.found, Numbers.text(fresh), Numbers.text(known), terms()))
                .allowed(finding.allowed.replaceFirst("^[0-9,]*[0-9]", "$0 new"))
                .samples((fresh > 0 ? "new " : "known ") + finding.sampleLabel, samplesOf(shown))
                .offences(shown.size())
                .remark(remark(compared, samples));
    }

    /** Evidence keeps these words: what was waived, by whom and until when. */
    String bounds(Finding finding, int known) {
        return "%s beside %s known (%s)".formatted(finding.bounds, Numbers.text(known), terms());
    }

    private static List<Sample> samplesOf(List<Offender> shown) {
        return shown.stream().limit(Sample.MOST).map(Offender::sample).toList();
    }

    private Finding healed(Finding finding, KeyComparison compared, Samples samples) {
        return finding.judgedAs(Verdict.WARN, bounds(finding, 0))
                .found("it holds: none of the %s that are known (%s) offends"
                        .formatted(Numbers.text(file.keys().size()), terms()))
                .allowed("")
                .remark(remark(compared, samples));
    }

    String remark(KeyComparison compared, Samples samples) {
        var healed = compared.healed();
        if (healed.isEmpty()) {
            return "";
        }
        var keys =
                samples.show(healed.stream().limit(Sample.MOST).map(this::shown).toList());
        return "Healed: %s of %s known%s. If this is the newest state, strike them: firedrill known strike %s %s"
                .formatted(
                        Numbers.text(healed.size()),
                        Numbers.text(file.keys().size()),
                        keys.isEmpty()
                                ? ""
                                : ": " + String.join(", ", keys) + (healed.size() > Sample.MOST ? " ..." : ""),
                        system,
                        entry.rule());
    }

    private Sample shown(List<String> key) {
        var texts = key.stream().map(part -> part == null ? CsvLine.NULL : part).toList();
        return new Sample(Sample.inBrackets(texts), "");
    }

    /** As many as are known are taken off, whoever they are: the rest is new for certain. */
    private Finding tooMany(Finding finding, long offences) {
        long fresh = offences - file.keys().size();
        var certain = finding.limits.judge(fresh) == Verdict.FAIL;
        return finding.judgedAs(certain ? Verdict.FAIL : Verdict.INCONCLUSIVE, finding.bounds)
                .found("%s, of which %s at most are known (%s)"
                        .formatted(finding.found, Numbers.text(file.keys().size()), terms()))
                .addHint("more than %s offenders are not compared with what is known: mend them, or lower atMost."
                        .formatted(Numbers.text(KeysFile.MOST)));
    }

    Finding withoutEffect(Finding finding, String reason) {
        var hint = "known has no effect (" + entry.place() + "): " + reason + ". Remove it, or freeze the rule anew.";
        return finding.holds()
                ? finding.judgedAs(Verdict.WARN, finding.bounds)
                        .found("it holds, and is listed as known all the same")
                        .allowed("")
                        .addHint(hint)
                : finding.addHint(hint);
    }

    private Finding over(Finding finding) {
        return finding.found("%s; they were known until %s (owner %s: %s), which is over"
                        .formatted(finding.found, entry.until(), entry.owner(), entry.why()))
                .addHint("today is %s (UTC): mend them, or decide anew: firedrill known add %s %s"
                        .formatted(today, system, entry.rule()));
    }

    String terms() {
        return "owner %s, until %s: %s".formatted(entry.owner(), entry.until(), entry.why());
    }
}
