package dev.firedrill.postgres;

/**
 * Programs that were chosen for a restore.
 *
 * @param why where they come from, and why not from elsewhere
 */
public record ChosenBinaries(PostgresBinaries binaries, String why) {
    @Override
    public String toString() {
        return "PostgreSQL " + binaries.version() + " from " + binaries.bin() + ": " + why;
    }
}
