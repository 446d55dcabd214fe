package dev.firedrill.cli.doctor;

import dev.firedrill.restore.HostFinding;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found of one thing.
 *
 * @param subject what it is about, in a word or two
 * @param found what is there, and what is needed
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Diagnosis(Level level, String subject, String found, String remedy) {
    private static final String REMEDY = "  Remedy: ";

    static Diagnosis ok(String subject, String found) {
        return new Diagnosis(Level.OK, subject, found, "");
    }

    static Diagnosis warn(String subject, String found, String remedy) {
        return new Diagnosis(Level.WARN, subject, found, remedy);
    }

    static Diagnosis lacking(String subject, String found, String remedy) {
        return new Diagnosis(Level.LACKING, subject, found, remedy);
    }

    static Diagnosis of(HostFinding finding) {
        var level =
                switch (finding.state()) {
                    case MET -> Level.OK;
                    case NOT_YET_KNOWN -> Level.LATER;
                    case DOUBTFUL -> Level.WARN;
                    case LACKING -> Level.LACKING;
                };
        return new Diagnosis(level, finding.subject(), finding.found(), finding.remedy());
    }

    /** A message of ours: it may say several things, each with its remedy. */
    public static List<Diagnosis> of(Level level, String subject, Throwable thrown) {
        var all = new ArrayList<Diagnosis>();
        var found = new StringBuilder();
        for (var line : String.valueOf(thrown.getMessage()).lines().toList()) {
            if (line.startsWith(REMEDY)) {
                all.add(new Diagnosis(level, subject, found.toString(), line.substring(REMEDY.length())));
                found.setLength(0);
            } else {
                found.append(found.isEmpty() ? "" : "\n").append(line.replaceFirst("^(FAIL|INCONCLUSIVE) +", ""));
            }
        }
        if (!found.isEmpty()) {
            all.add(new Diagnosis(level, subject, found.toString(), ""));
        }
        return all;
    }
}
