package dev.firedrill.matrix;

import java.nio.file.Path;

/** Plants one fault and sees what is said of it. */
@FunctionalInterface
interface Trial {
    /**
     * Plants it, and asks all.
     *
     * @param home an empty directory of its own, with a short path
     */
    Observation in(Bench bench, Path home) throws Exception;
}
