package dev.firedrill.junit;

import dev.firedrill.restore.Restoration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A check that needs no Java.
 *
 * @param id stable identity within its restore
 * @param title what it is called on screens and in reports
 * @param cadences the suites that it belongs to
 * @param body looks at a restore that succeeded, and throws what it finds
 */
record BuiltInCheck(String id, String title, List<String> cadences, Consumer<Restoration> body) {}
