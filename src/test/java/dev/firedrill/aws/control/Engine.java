package dev.firedrill.aws.control;

/** A running engine behind an instance. */
interface Engine extends AutoCloseable {
    int port();

    /** Sets the master user's password. */
    void resetPassword(String password);

    /** Stops it and removes its files. */
    @Override
    void close();
}
