package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;

/**
 * What became of one fault, as the document says it.
 *
 * @param message of Firedrill, without what differs from run to run
 */
record Row(Fault fault, Found found, String message, ForeignSays foreign) {

    /** How the line of a fault begins that was found as it must be. */
    static String beginning(Fault fault) {
        var expected = fault.expected();
        var found = new Found(expected.layer(), expected.verdict(), expected.rule(), "");
        return new Row(fault, found, "", ForeignSays.NOT_RUN).cells();
    }

    /** @throws AssertionError if it was not found, by another layer, or with another verdict */
    void requireAsExpected() {
        if (!fault.expected().isMetBy(found) || found.verdict() == Verdict.PASS) {
            throw new AssertionError("%s: %s: expecting %s, but found %s by %s: %s"
                    .formatted(fault.category(), fault.name(), fault.expected(), found.verdict(), found.by(), message));
        }
    }

    private String cells() {
        return "| %s | %s | %s |".formatted(Wording.asCell(fault.name()), found.by(), found.verdict());
    }

    /** The cells that Firedrill fills. */
    String own() {
        return cells() + " " + Wording.asCell(message) + " |";
    }

    /** The line of the table. */
    String line() {
        return own()
                + " %s | %s | %s | %s |"
                        .formatted(
                                Wording.asCell(foreign.verifyBackup()),
                                Wording.asCell(foreign.checksums()),
                                Wording.asCell(foreign.amcheck()),
                                Wording.asCell(foreign.script()));
    }
}
