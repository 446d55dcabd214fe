package dev.firedrill.postgres.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What differs between an inventory and a restored state, as a finding. */
final class Difference {
    private static final int SHOWN = 40;
    private static final int LONGEST = 240;
    static final String HINT =
            "both are of one instant, so production did not change it meanwhile: restore damage, or a change behind the log's back.";

    private Difference() {}

    /**
     * @param compared how many were compared
     * @param lines one for each that differs
     * @param what such as {@code objects}
     */
    static Finding of(long compared, String what, List<String> lines) {
        var parts = new ArrayList<Finding.Part>();
        lines.stream().limit(SHOWN).forEach(line -> parts.add(part(line)));
        if (lines.size() > SHOWN) {
            parts.add(part("... and " + Numbers.text(lines.size() - SHOWN) + " more"));
        }
        var finding = Finding.ofParts(lines.isEmpty() ? Verdict.PASS : Verdict.FAIL, lines.size(), false, parts)
                .found("%s of %s %s differ".formatted(Numbers.text(lines.size()), Numbers.text(compared), what));
        return lines.isEmpty() ? finding : finding.hint(HINT);
    }

    private static Finding.Part part(String text) {
        return new Finding.Part(text, "", List.of(), 0);
    }

    /** Two definitions in one line, from where they begin to differ. */
    static String of(String identity, String expected, String found) {
        var wanted = oneLine(expected);
        var here = oneLine(found);
        int same = 0;
        while (same < Math.min(wanted.length(), here.length()) && wanted.charAt(same) == here.charAt(same)) {
            same++;
        }
        int from = wanted.length() <= LONGEST && here.length() <= LONGEST ? 0 : Math.max(0, same - LONGEST / 4);
        return "%s differs: expecting [%s], found [%s]".formatted(identity, cut(wanted, from), cut(here, from));
    }

    private static String cut(String text, int from) {
        var rest = text.substring(Math.min(from, text.length()));
        return (from > 0 ? "..." : "") + (rest.length() <= LONGEST ? rest : rest.substring(0, LONGEST) + "...");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Of rows that were counted and summed up. */
    static Finding ofRows(RowDigest expected, RowDigest found) {
        return Finding.ofMeasure(found.rows(), Numbers.text(expected.rows()) + ", the same", expected.equals(found))
                .found(sentence(expected, found))
                .hint(expected.equals(found) ? "" : HINT);
    }

    private static String sentence(RowDigest expected, RowDigest found) {
        var rows = Numbers.text(found.rows());
        if (expected.rows() == found.rows()) {
            return "its %s rows are not those of the inventory, which has as many: their digest is another one"
                    .formatted(rows);
        }
        long more = found.rows() - expected.rows();
        return "it has %s rows, and the inventory %s: %s %s"
                .formatted(
                        rows,
                        Numbers.text(expected.rows()),
                        Numbers.text(Math.abs(more)),
                        more > 0 ? "too many" : "missing");
    }
}
