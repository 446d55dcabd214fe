package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;

/** What became of one fault, as the document says it: nothing in it differs from run to run. */
record Row(Fault fault, Found found, String message, ForeignSays foreign) {

    /** Whether it was found as it must be. */
    boolean isAsExpected() {
        return fault.expected().isMetBy(found) && found.verdict() != Verdict.PASS;
    }

    /** The cells that Firedrill fills. */
    String own() {
        return "| %s | %s | %s | %s |"
                .formatted(
                        Wording.asCell(fault.name()),
                        found.by(),
                        found.verdict(),
                        Wording.asCell(message.replace("\n", " ")));
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
