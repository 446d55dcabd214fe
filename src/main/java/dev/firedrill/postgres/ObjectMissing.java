package dev.firedrill.postgres;

/** A table, column or key that a rule names is not in the restored database. */
final class ObjectMissing extends Exception {
    ObjectMissing(String message) {
        super(message);
    }

    static ObjectMissing primaryKey(Relation table) {
        return new ObjectMissing("%s has no primary key (object missing)".formatted(table.sql()));
    }
}
