package dev.firedrill.checks;

import dev.firedrill.junit.BuiltInChecks;

/** Restores and checks what each system of firedrill.yaml lists under {@code restores:}. */
@BuiltInChecks
class BackupsCheck {}
