package dev.firedrill.matrix;

/**
 * What others say of the same backup, in a few words each.
 *
 * @param script the procedures' monthly script, on a server that was restored by hand
 */
record ForeignSays(String verifyBackup, String checksums, String amcheck, String script) {
    /** They look at base backups in plain format alone. */
    static final ForeignSays NOT_FOR_THEM = new ForeignSays("n/a", "n/a", "n/a", "n/a");

    /** This host has none of them. */
    static final ForeignSays NOT_RUN = new ForeignSays("not run", "not run", "not run", "not run");

    /** What a tool says where it found nothing. */
    static final String SOUND = "sound";
}
