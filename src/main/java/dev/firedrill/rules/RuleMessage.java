package dev.firedrill.rules;

import java.util.ArrayList;
import java.util.List;

/** Composes the message of a rule that does not hold. */
final class RuleMessage {
    private static final int SAMPLES_SHOWN = 3;

    private RuleMessage() {}

    static String of(RuleContext context, Rule rule, Finding finding) {
        var lines = new ArrayList<String>();
        lines.add(finding.verdict + "  " + context.headline() + " · rule " + rule.id());
        lines.add("Expecting " + rule.expectation() + (finding.note.isEmpty() ? "" : "   (" + finding.note + ")"));
        if (!rule.because().isEmpty()) {
            lines.add("because " + rule.because());
        }
        lines.add("but " + sentence(finding, context.lastPass().apply(rule.id())));
        finding.parts.forEach(part -> lines.addAll(lines(context, part)));
        var shown = context.samples().show(finding.samples);
        if (!shown.isEmpty()) {
            lines.add("  " + finding.sampleLabel + ":  " + samples(shown, finding.offences, context.whole()));
        }
        if (!finding.remark.isEmpty()) {
            lines.add(finding.remark);
        }
        if (!finding.hint.isEmpty()) {
            lines.add("Hint: " + finding.hint);
        }
        if (!finding.sql.isEmpty()) {
            lines.add("All:  " + finding.sql);
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(RuleContext context, Finding.Part part) {
        var shown = context.samples().show(part.samples());
        var text = "  " + part.text();
        return shown.isEmpty()
                ? List.of(text)
                : List.of(text, "    " + part.label() + ":  " + samples(shown, part.offences(), context.whole()));
    }

    /** The samples of a finding and of its parts, as the instance shows them. */
    static List<String> samples(RuleContext context, Finding finding) {
        var all = new ArrayList<>(context.samples().show(finding.samples));
        for (var part : finding.parts) {
            context.samples().show(part.samples()).forEach(sample -> all.add(part.label() + ": " + sample));
        }
        return all;
    }

    private static String sentence(Finding finding, String lastPass) {
        var allowed = finding.allowed.isEmpty() ? "" : "; allowed: " + finding.allowed;
        var passed = lastPass.isEmpty() ? "" : "; last pass " + lastPass;
        var sentence = finding.found + allowed + passed;
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static String samples(List<String> shown, long offences, String whole) {
        var first = String.join(", ", shown.subList(0, Math.min(SAMPLES_SHOWN, shown.size())));
        return shown.size() <= SAMPLES_SHOWN
                ? first
                : first + " ... " + shown.size() + " of " + Numbers.text(offences) + ", all " + whole;
    }
}
