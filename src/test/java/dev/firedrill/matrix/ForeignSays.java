package dev.firedrill.matrix;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What others say of the same backup, in a few words each.
 *
 * @param script the procedures' monthly script, on a server that was restored by hand
 */
record ForeignSays(String verifyBackup, String checksums, String amcheck, String script) {
    /** What a tool says where it found nothing. */
    static final String SOUND = "sound";

    /** What the script says where it found nothing. */
    static final String PASSED = "passed";

    /** Where a restore by hand does not start, nothing can be asked. */
    static final String NO_SERVER = "no server";

    /** They look at base backups in plain format alone. */
    static final ForeignSays NOT_FOR_THEM = all("n/a");

    /** This host has none of them. */
    static final ForeignSays NOT_RUN = all("not run");

    private static final Set<String> NO_FINDING = Set.of(SOUND, PASSED, NO_SERVER, "n/a", "not run");

    private static ForeignSays all(String word) {
        return new ForeignSays(word, word, word, word);
    }

    /** Whether these words tell of a fault. */
    static boolean isFinding(String words) {
        return !NO_FINDING.contains(words);
    }

    /** Whether all of them looked, and found nothing. */
    boolean findsNothing() {
        return Stream.of(verifyBackup, checksums, amcheck, script)
                .allMatch(words -> words.equals(SOUND) || words.equals(PASSED));
    }
}
