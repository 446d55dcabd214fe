package dev.firedrill.cli.doctor;

import dev.firedrill.cli.ToolAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What this host has for every system: programs that Firedrill itself needs. */
public final class HostDiagnosis {
    private static final int LEAST_JAVA = 17;
    private static final String LEAST_MAVEN = "3.8.7";
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");

    private HostDiagnosis() {}

    /** @param maven the program that runs checks, such as {@code mvn} */
    public static List<Diagnosis> of(String maven) {
        var all = new ArrayList<Diagnosis>();
        all.add(java(Runtime.version()));
        all.add(maven(ToolAnswer.of(List.of(maven, "--version"))));
        all.add(psql(ToolAnswer.of(List.of("psql", "--version"))));
        return all;
    }

    static Diagnosis java(Runtime.Version version) {
        return version.feature() >= LEAST_JAVA
                ? Diagnosis.ok("java", version + " in " + System.getProperty("java.home"))
                : Diagnosis.lacking("java", "version " + version, "install JDK " + LEAST_JAVA + " or newer");
    }

    static Diagnosis maven(ToolAnswer answer) {
        var remedy = "install Maven " + LEAST_MAVEN + " or newer; firedrill run and mvn test need it";
        if (!answer.isThere()) {
            return Diagnosis.warn("maven", answer.failure(), remedy);
        }
        var version = MAVEN.matcher(answer.result().output());
        if (!version.find()) {
            return Diagnosis.warn("maven", "its version cannot be read", remedy);
        }
        int number = 0;
        for (int part = 1; part <= 3; part++) {
            number = 1000 * number + Integer.parseInt(version.group(part));
        }
        var found = version.group().substring("Apache Maven ".length());
        return number >= 3_008_007 ? Diagnosis.ok("maven", found) : Diagnosis.warn("maven", found, remedy);
    }

    private static Diagnosis psql(ToolAnswer answer) {
        return answer.isThere()
                ? Diagnosis.ok("psql", answer.result().output().strip())
                : Diagnosis.warn(
                        "psql", answer.failure(), "install it, or look into restored systems with another client");
    }
}
