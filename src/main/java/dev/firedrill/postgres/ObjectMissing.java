package dev.firedrill.postgres;

/** A table, column or key that a rule names is not in the restored database. */
final class ObjectMissing extends Exception {
    ObjectMissing(String message) {
        super(message);
    }
}
