package dev.firedrill.rules;

/** Looks at the data of a restored instance. What it throws means that the rule could not be evaluated. */
@FunctionalInterface
public interface Inspection {
    Finding inspect() throws Exception;
}
