package dev.firedrill.objects;

/** A line of a list that cannot be understood, before it is known which list it is. */
final class GarbledLine extends RuntimeException {
    private final int line;

    GarbledLine(int line, String problem) {
        super(problem, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }
}
