package dev.firedrill.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that reads files which lie beside the project where it is developed, but beside no user's clone:
 * {@code @NeedsShared(SharedFiles.CHINOOK)}. Where one is missing the test is not run, or fails, as with
 * {@link NeedsTool}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface NeedsShared {
    /** Paths below {@code ../shared}; all are needed. */
    String[] value();
}
