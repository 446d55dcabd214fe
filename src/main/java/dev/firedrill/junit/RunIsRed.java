package dev.firedrill.junit;

/** Thrown at the end of a session, where a throw breaks the build: results were lost or something was left behind. */
final class RunIsRed extends RuntimeException {
    RunIsRed(String message) {
        super(message, null, false, false);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
